using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Tests.Running;

public sealed class TimeoutTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Open_NoAnswerInTime_IsATimeoutAndTheLateAnswerIsIgnored()
    {
        var answer = new TaskCompletionSource<Outcome>();
        var workload = Workload("inject", "10/s", _ => new ValueTask<Outcome>(answer.Task));
        using var run = new FakeRun().Start(FakeRun.Plan(100, workload));

        run.Advance(49);
        var before = run.Snapshot.Workloads[0];
        run.Advance(1);
        var after = run.Snapshot.Workloads[0];
        answer.SetResult(Outcome.Ok);
        run.Advance(51);

        Assert.Equal((1, 0), (before.InFlight, before.Outcomes.Count));
        Assert.Equal((0, 1L), (after.InFlight, after.Outcomes["timeout"]));
        Assert.Equal(new Dictionary<string, long> { ["timeout"] = 1 }, run.Result.Workloads["w"].Outcomes);
        Assert.Equal((1L, 0.05), (run.Result.Workloads["w"].Failures, run.Result.Workloads["w"].Latency.Max));
    }

    [Fact]
    public void Closed_NoAnswerInTime_TheUserGoesOnWithNumbersOfItsOwn()
    {
        var answers = new List<TaskCompletionSource<Outcome>>();
        var contexts = new List<OperationContext>();
        var workload = Workload("constant", "1", context =>
        {
            contexts.Add(context);
            answers.Add(new TaskCompletionSource<Outcome>());
            return new ValueTask<Outcome>(answers[^1].Task);
        });
        using var run = new FakeRun().Start(FakeRun.Plan(120, workload));

        run.Advance(60);
        answers[0].SetResult(Outcome.Ok); // Nobody waits for it: the user must not start twice.
        run.Advance(61);
        answers[1].SetResult(Outcome.Ok);
        answers[2].SetResult(Outcome.Ok);
        run.Advance(1);

        Assert.Equal(3, contexts.Count);
        Assert.NotSame(contexts[0].Random, contexts[1].Random);
        Assert.Equal(
            new Dictionary<string, long> { ["ok"] = 1, ["timeout"] = 2 }, run.Result.Workloads["w"].Outcomes);
    }

    [Fact]
    public void Hold_LongerThanTheTimeout_IsNone()
    {
        var workload = Workload("inject", "10/s", async context =>
        {
            await context.Hold(TimeSpan.FromMilliseconds(80)).ConfigureAwait(false);
            return Outcome.Ok;
        });
        using var run = new FakeRun().Start(FakeRun.Plan(100, workload));

        run.Advance(100);

        Assert.Equal(new Dictionary<string, long> { ["ok"] = 1 }, run.Result.Workloads["w"].Outcomes);
    }

    private static Workload Workload(string key, string level, Operation operation) =>
        new("w", LoadProfile.Of(LoadStage.Parse(key, level), Pacing.Uniform), operation) { Timeout = Timeout };
}
