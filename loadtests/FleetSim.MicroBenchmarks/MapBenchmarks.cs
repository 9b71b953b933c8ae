using BenchmarkDotNet.Attributes;
using FleetSim.Benchmarks.Translation;

namespace FleetSim.MicroBenchmarks;

/// <summary>Mapping and unmapping 1 GiB, by page size.</summary>
[MemoryDiagnoser]
public class MapBenchmarks
{
    private MapLoop _loop = null!;

    [Params(12, 21, 30)]
    public int PageShift { get; set; }

    [GlobalSetup]
    public void Setup() => _loop = new MapLoop(PageShift);

    [Benchmark]
    public ulong MapAndUnmap() => _loop.Pass();
}
