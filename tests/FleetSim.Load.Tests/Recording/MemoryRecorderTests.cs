using FleetSim.Load.Models;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Load.Tests.Running;

namespace FleetSim.Load.Tests.Recording;

public sealed class MemoryRecorderTests
{
    [Fact]
    public void Result_OfAMeasurement_HasAValueForEachFullSecond()
    {
        var at = 0.0;
        var recorder = new MemoryRecorder(() => new MemoryReading((long)(at * 100), (long)(at * 1000)));
        foreach (var second in new[] { -1, 0, 0.5, 1, 1.5, 4.5 })
        {
            at = second;
            recorder.Sample(TimeSpan.FromSeconds(second));
        }

        var result = recorder.Result()!;

        Assert.Equal([100, 450, 450, 450], result.Managed); // Three seconds were missed.
        Assert.Equal([1000, 4500, 4500, 4500], result.Resident);
    }

    [Fact]
    public void Run_OfFourSeconds_MeasuresFourAndItsGrowth()
    {
        var managed = 0L;
        using var run = new FakeRun { Memory = () => new MemoryReading(managed += 100, 1) };
        run.Start(FakeRun.Plan(4000, new Workload(
            "a", LoadProfile.Of(LoadStage.Parse("inject", "10/s"), Pacing.Uniform), _ => new ValueTask<Outcome>(Outcome.Ok))));

        run.Advance(4100);

        Assert.Equal([100, 200, 300, 400], run.Result.Memory!.Managed);
        Assert.Equal(3, run.Result.Memory.Growth);
    }

    [Fact]
    public void Result_OfASimulatedTimeOrLessThanASecond_IsNone()
    {
        var simulated = new MemoryRecorder(null);
        simulated.Sample(TimeSpan.FromSeconds(5));
        var early = new MemoryRecorder(() => default);
        early.Sample(TimeSpan.FromSeconds(0.9));

        Assert.Null(simulated.Result());
        Assert.Null(early.Result());
    }

    [Theory]
    [InlineData(new[] { 100L, 130, 500, 500, 500, 500, 140, 120 }, 0.2)] // Whatever was between.
    [InlineData(new[] { 200L, 1, 1, 100 }, -0.5)]
    [InlineData(new[] { 0L, 100, 1, 1, 1, 1, 110, 120 }, 0.1)] // Nothing was collected in the first second.
    [InlineData(new[] { 100L, 100, 100 }, null)]
    [InlineData(new[] { 0L, 100, 100, 100 }, null)]
    public void Growth_OfTheHeap_ComparesTheLastQuarterWithTheFirst(long[] managed, double? expected)
    {
        var growth = new MemoryResult(managed, managed).Growth;

        Assert.Equal(expected is null, growth is null);
        Assert.Equal(expected ?? 0, growth ?? 0, 9);
    }
}
