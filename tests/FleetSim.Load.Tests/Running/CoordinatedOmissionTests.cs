using FleetSim.Load.Models;
using FleetSim.Load.Running;

namespace FleetSim.Load.Tests.Running;

/// <summary>A server that answers after 1 ms, and for one second of the ten not at all.</summary>
public sealed class CoordinatedOmissionTests
{
    private const int StallFromMs = 4000;
    private const int StallMs = 1000;

    [Fact]
    public void Open_ServerStalls_PercentilesTellWhatUsersWaited()
    {
        using var run = Run("inject", "1000/s");

        var latency = run.Result.Workloads["w"].Latency;

        // A thousand of ten thousand users came in the stall, and waited for what was left of it.
        Assert.Equal(10_000, run.Result.Operations);
        Assert.Equal(0.901, latency.P99, 3);
        Assert.Equal(0.991, latency.P999, 3);
        Assert.Equal(1.001, latency.Max, 3);
        Assert.Equal(0.001, latency.P50, 3);
    }

    [Fact]
    public void Closed_ServerStalls_OneUserWaitsAndThePercentilesTellNothing()
    {
        using var run = Run("constant", "1");

        var latency = run.Result.Workloads["w"].Latency;

        Assert.InRange(run.Result.Operations, 8_900, 9_100);
        Assert.Equal(0.001, latency.P99, 3);
        Assert.Equal(0.001, latency.P999, 3);
        Assert.Equal(1.0, latency.Max, 2);
    }

    private static FakeRun Run(string key, string level)
    {
        var run = new FakeRun();
        var load = LoadProfile.Of(LoadStage.Parse(key, level), Pacing.Uniform);
        run.Start(FakeRun.Plan(10_000, new Workload("w", load, context =>
        {
            var at = (int)context.Now.TotalMilliseconds;
            return run.AnswerAfter(at is >= StallFromMs and < StallFromMs + StallMs ? StallFromMs + StallMs + 1 - at : 1);
        })));
        run.Advance(10_100);
        return run;
    }
}
