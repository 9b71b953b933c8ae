using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Tests.Running;

/// <summary>A hundred thousand operations a second, by the clock.</summary>
public sealed class PacingTests(ITestOutputHelper output)
{
    private const int PerSecond = 100_000;
    private const int Seconds = 3;

    [Fact]
    public async Task Pace_EverySecond_IsThePlannedOneOrTheRunSaysThatItIsNot()
    {
        var result = await Run();

        var each = result.Series.Outcomes["ok"];
        Assert.Equal(Seconds * PerSecond, result.Operations + result.Unsent);
        Assert.True(
            IsExact(each) || Shortfall.Of("w", result) is not null,
            $"{string.Join(", ", each)} operations a second, and {result.Late} late");
    }

    /// <summary>Only for a machine that does nothing else.</summary>
    [Fact(Explicit = true)]
    public async Task Pace_OnAQuietMachine_IsWithinOnePercentEverySecond()
    {
        var result = await Run();

        output.WriteLine(
            $"{string.Join(", ", result.Series.Outcomes["ok"])} operations a second, {result.Late} late, "
            + $"{Shortfall.Of("w", result) ?? "kept to the plan"}");
        Assert.True(IsExact(result.Series.Outcomes["ok"]), string.Join(", ", result.Series.Outcomes["ok"]));
    }

    [Fact]
    public void Shortfall_OfAWorkload_TellsWhatWasLateAndWhatWasNotSent()
    {
        using var run = new FakeRun().Start(FakeRun.Plan(100, Workload("1000/s") with { InFlightMax = 10 }));

        run.Advance(50);
        run.Jump(40); // Ten of forty may start at once, and eight of these are more than 1 ms late.
        run.Advance(10);

        Assert.Equal(
            ["w did not keep to its plan: of 100 operations, 10 started late (14.3 %) and 30 not at all"],
            Shortfall.Of(run.Result));
    }

    private static bool IsExact(IReadOnlyList<long> each) =>
        each.Take(Seconds).All(count => Math.Abs(count - PerSecond) <= PerSecond / 100);

    private static async Task<WorkloadResult> Run()
    {
        var plan = FakeRun.Plan(Seconds * 1000, Workload($"{PerSecond}/s")) with
        {
            Warmup = TimeSpan.FromMilliseconds(500), // The first operations are compiled while they run.
        };
        var run = LoadRun.Start(plan, LoadEnvironment.System, TestContext.Current.CancellationToken);
        return (await run.Completion).Workloads["w"];
    }

    private static Workload Workload(string rate) => new(
        "w", LoadProfile.Of(LoadStage.Parse("inject", rate), Pacing.Uniform), _ => new ValueTask<Outcome>(Outcome.Ok));
}
