using BenchmarkDotNet.Attributes;
using FleetSim.Benchmarks.Translation;
using FleetSim.Model.Translation.Units;

namespace FleetSim.MicroBenchmarks;

/// <summary>Batches of which the IOTLB answers 90 %, through the units' grains and without them.</summary>
[MemoryDiagnoser]
public class BatchBenchmarks
{
    private readonly BareUnits _bare = new();
    private BatchUnits _units = null!;
    private TranslationBatch[][] _batches = null!;

    [Params(1, 64, 1024, 16_384)]
    public int Size { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _units = await BatchUnits.Start(CancellationToken.None);
        _batches = BareUnits.Batches(Size);
    }

    [GlobalCleanup]
    public async Task Cleanup() => await _units.DisposeAsync();

    [Benchmark(Baseline = true, OperationsPerInvoke = BareUnits.Count)]
    public long Bare() => _bare.Pass(_batches);

    [Benchmark(OperationsPerInvoke = BareUnits.Count)]
    public Task<long> ThroughGrains() => _units.ThroughGrains(_batches, passes: 1);
}
