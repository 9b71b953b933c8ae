using System.Diagnostics;
using FleetSim.Load.Comparing;
using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Tests.Comparing;

/// <summary>
/// The promise in real time, on the machine as it is: minutes, so only when asked for (<c>-explicit only</c>).
/// </summary>
public sealed class RealTimeTests
{
    private const int Times = 10;
    private const int Runs = 5;
    private const int RunsMax = 25;
    private const int Work = 2_000;
    private const int WorkWhenSlow = Work * 6 / 5;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Ten times: five runs of a build, five of the same, and five of one that does 20 % more work, in turns; and five
    /// more of each, as the advice says, while it is too noisy to tell.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Compare_TenTimesInRealTime_TellsTheSameBuildFromASlowerOne()
    {
        var output = TestContext.Current.TestOutputHelper!;
        await Run(Work);
        var wrong = 0;
        for (var time = 1; time <= Times; time++)
        {
            var (before, same, slow) = (new List<ComparedRun>(), new List<ComparedRun>(), new List<ComparedRun>());
            ComparisonResult equal, slower;
            do
            {
                for (var run = 0; run < Runs; run++)
                {
                    before.Add(await Run(Work));
                    same.Add(await Run(Work));
                    slow.Add(await Run(WorkWhenSlow));
                }

                (equal, slower) = (RunComparison.Of(before, same, 0.1), RunComparison.Of(before, slow, 0.1));
            }
            while (before.Count < RunsMax
                && (equal.Verdict == LineVerdict.TooNoisy || slower.Verdict == LineVerdict.TooNoisy));

            wrong += (equal.Verdict == LineVerdict.Equal ? 0 : 1) + (slower.Verdict == LineVerdict.Regression ? 0 : 1);
            var others = before.Average(run => run.Processor!.OthersShare);
            output.WriteLine($"{time}: {before.Count} runs of each, others {others:P0}");
            output.WriteLine($"  same: {Told(equal)}");
            output.WriteLine($"  slow: {Told(slower)}");
        }

        Assert.Equal(0, wrong);
    }

    private static string Told(ComparisonResult result) =>
        $"{result.Verdict}: " + string.Join("; ", result.Deciding.Select(line =>
            $"{line.Figure} {line.Interval!.Value.Ratio:F3} "
            + $"({line.Interval.Value.Low:F2}..{line.Interval.Value.High:F2}) {line.Verdict}"));

    /// <summary>Two users who do nothing but compute.</summary>
    private static async Task<ComparedRun> Run(int work)
    {
        var plan = new LoadPlan
        {
            Seed = 1,
            Warmup = TimeSpan.FromMilliseconds(200),
            Duration = Length,
            Workloads =
            [
                new Workload(
                    "compute", LoadProfile.Of(LoadStage.Users(2, 2)), _ => new ValueTask<Outcome>(Compute(work))),
            ],
        };
        var run = LoadRun.Start(plan, LoadEnvironment.System, TestContext.Current.CancellationToken);
        return Measured.Of(await run.Completion, LoadKind.Closed);
    }

    private static Outcome Compute(int work)
    {
        var value = 1.0;
        for (var i = 0; i < work; i++)
        {
            value = Math.Sqrt(value + i);
        }

        return value > 0 ? Outcome.Ok : throw new UnreachableException();
    }
}
