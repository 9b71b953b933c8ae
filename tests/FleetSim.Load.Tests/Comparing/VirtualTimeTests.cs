using FleetSim.Load.Comparing;
using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Load.Tests.Running;

namespace FleetSim.Load.Tests.Comparing;

/// <summary>
/// Whole runs in fake time: the same distribution under other seeds is equal, a system slowed by 20 % is a
/// regression, ten times out of ten each.
/// </summary>
public sealed class VirtualTimeTests
{
    private const double Tolerance = 0.1;
    private const int Users = 20;

    public static TheoryData<int, int> Trials
    {
        get
        {
            var trials = new TheoryData<int, int>();
            foreach (var runs in new[] { 1, 3 })
            {
                for (var seed = 1; seed <= 10; seed++)
                {
                    trials.Add(runs, seed);
                }
            }

            return trials;
        }
    }

    [Theory]
    [MemberData(nameof(Trials))]
    public void Compare_SameSystemOtherSeeds_IsEqual(int runs, int seed)
    {
        var result = RunComparison.Of(Set(runs, seed, slow: 1), Set(runs, 1000 + seed, slow: 1), Tolerance);

        Assert.True(result.Verdict == LineVerdict.Equal, Told(result));
    }

    [Theory]
    [MemberData(nameof(Trials))]
    public void Compare_SystemSlowedByAFifth_IsARegression(int runs, int seed)
    {
        var result = RunComparison.Of(Set(runs, seed, slow: 1), Set(runs, 1000 + seed, slow: 1.2), Tolerance);

        Assert.True(result.Verdict == LineVerdict.Regression, Told(result));
        Assert.Contains(result.Lines, line => line.Figure == "rate" && line.Verdict == LineVerdict.Regression);
    }

    private static ComparedRun[] Set(int runs, int seed, double slow) =>
        [.. Enumerable.Range(0, runs).Select(run => Run((ulong)((seed * 100) + run), slow))];

    /// <summary>A system that takes 4 to some 30 ms, 8 ms in the mean; the switch makes all of it slower.</summary>
    private static ComparedRun Run(ulong seed, double slow)
    {
        var seconds = 6;
        using var run = new FakeRun();
        var workload = new Workload("vms", LoadProfile.Of(LoadStage.Users(Users, Users)), async context =>
        {
            await run.Delay(TimeSpan.FromMilliseconds(slow * (4 + (4 * context.Random.NextExponential()))));
            return Outcome.Ok;
        });
        run.Start(FakeRun.Plan(seconds * 1000, workload) with { Seed = seed });
        run.Advance((seconds * 1000) + 50);
        return Measured.Of(run.Result, LoadKind.Closed);
    }

    private static string Told(ComparisonResult result) => $"{result.Verdict}\n" + string.Join('\n', result.Lines);
}
