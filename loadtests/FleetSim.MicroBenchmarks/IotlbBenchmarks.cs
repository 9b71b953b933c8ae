using BenchmarkDotNet.Attributes;
using FleetSim.Benchmarks.Translation;

namespace FleetSim.MicroBenchmarks;

/// <summary>A translation that the IOTLB answers.</summary>
[MemoryDiagnoser]
public class IotlbBenchmarks
{
    private IotlbLoop _loop = null!;

    [Params(64, 512, 1024)]
    public int Pages { get; set; }

    [GlobalSetup]
    public void Setup() => _loop = new IotlbLoop(Pages);

    [Benchmark(OperationsPerInvoke = RequestStream.CountMin)]
    public ulong Hit() => _loop.Pass();
}
