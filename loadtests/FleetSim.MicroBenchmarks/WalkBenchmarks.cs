using BenchmarkDotNet.Attributes;
using FleetSim.Benchmarks.Translation;

namespace FleetSim.MicroBenchmarks;

/// <summary>Walks of second-stage tables by levels and page size, 512 pages mapped.</summary>
[MemoryDiagnoser]
public class WalkBenchmarks
{
    private const int Pages = 512;

    private WalkLoop _loop = null!;

    [Params(3, 4, 5)]
    public int Levels { get; set; }

    [Params(12, 21, 30)]
    public int PageShift { get; set; }

    [GlobalSetup]
    public void Setup() => _loop = new WalkLoop(Levels, PageShift, Pages);

    [Benchmark(OperationsPerInvoke = RequestStream.CountMin)]
    public ulong Walk() => _loop.Pass();
}
