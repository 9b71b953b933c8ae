using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Tests.Running;

public sealed class LoadRunTests
{
    [Fact]
    public void OpenRun_UniformArrivals_AllStartedOnTime()
    {
        using var run = new FakeRun().Start(FakeRun.Plan(100, Open("w", "1000/s", Answer(Outcome.Ok))));

        run.Advance(100);

        var result = run.Result.Workloads["w"];
        Assert.Equal(100, result.Operations);
        Assert.Equal(1000.0, result.RatePerSecond, 9);
        Assert.Equal(new Dictionary<string, long> { ["ok"] = 100 }, result.Outcomes);
        Assert.Equal((0L, 0L, 0L), (result.Failures, result.Late, result.Unsent));
        Assert.Equal(0.0, result.Latency.Max);
    }

    [Fact]
    public void OpenRun_SystemStallsTheGenerator_LatencyCountsFromThePlannedStart()
    {
        using var run = new FakeRun().Start(FakeRun.Plan(100, Open("w", "1000/s", Answer(Outcome.Ok))));

        run.Advance(50);
        run.Jump(20); // Arrivals planned for 51 ms to 70 ms all start at 70 ms: they waited 19, 18, … 0 ms.
        run.Advance(30);

        var result = run.Result.Workloads["w"];
        Assert.Equal(100, result.Operations);
        Assert.Equal(0.019, result.Latency.Max);
        Assert.Equal(0.0, result.Service.Max);
        Assert.Equal(18, result.Late); // 19 to 2 ms late; 1 ms is tolerated.
        Assert.Equal(0.190 / 100, result.Latency.Mean, 9);
    }

    [Fact]
    public void OpenRun_SystemUnderTestStalls_EachIsChargedItsWait()
    {
        var answers = new List<TaskCompletionSource<Outcome>>();
        using var run = new FakeRun().Start(FakeRun.Plan(10, Open("w", "1000/s", Keep(answers))));
        run.Advance(10); // No answer to anyone for 10 ms; a generator that waits would have sent one operation.
        var inFlight = run.Snapshot.Workloads[0].InFlight;
        answers.ForEach(answer => answer.SetResult(Outcome.Ok));
        run.Advance(1);

        var result = run.Result.Workloads["w"];
        Assert.Equal(10, inFlight);
        Assert.Equal(10, result.Operations);
        Assert.Equal(0.010, result.Latency.Max);
        Assert.Equal(0.0055, result.Latency.Mean, 9);
        Assert.Equal(0, result.Late);
    }

    [Fact]
    public void OpenRun_TooManyInFlight_ArrivalsAreUnsent()
    {
        var answers = new List<TaskCompletionSource<Outcome>>();
        var workload = Open("w", "1000/s", Keep(answers)) with { InFlightMax = 10 };
        using var run = new FakeRun().Start(FakeRun.Plan(100, workload));

        run.Advance(100);
        answers.ForEach(answer => answer.SetResult(Outcome.Ok));
        run.Advance(1);

        var result = run.Result.Workloads["w"];
        Assert.Equal(10, result.Operations);
        Assert.Equal(90, result.Unsent);
    }

    [Fact]
    public void Drain_NoAnswer_IsAFailureCalledTimeout()
    {
        var answers = new List<TaskCompletionSource<Outcome>>();
        using var run = new FakeRun().Start(FakeRun.Plan(10, Open("w", "1000/s", Keep(answers))));

        run.Advance(10);
        answers[0].SetResult(Outcome.Ok);
        run.Advance(49);
        Assert.Equal(LoadPhase.Drain, run.Snapshot.Phase);
        run.Advance(1);
        answers[1].SetResult(Outcome.Ok); // Too late: the result is written.

        var result = run.Result.Workloads["w"];
        Assert.Equal(new Dictionary<string, long> { ["ok"] = 1, ["timeout"] = 9 }, result.Outcomes);
        Assert.Equal(9, result.Failures);
        Assert.Equal(0.059, result.Latency.Max);
        Assert.False(run.Result.Aborted);
    }

    [Fact]
    public void Abort_InTheMeasurement_ResultSaysSoAndKeepsWhatWasMeasured()
    {
        async ValueTask<Outcome> EveryTenthWaits(OperationContext context)
        {
            if (context.Index % 10 == 9)
            {
                await context.Hold(TimeSpan.FromHours(1)).ConfigureAwait(false);
            }

            return Outcome.Ok;
        }

        using var run = new FakeRun().Start(FakeRun.Plan(1000, Open("w", "1000/s", EveryTenthWaits)));

        run.Advance(99);
        run.Abort();
        run.Advance(2);

        Assert.True(run.Result.Aborted);
        Assert.Equal(0.1, run.Result.MeasuredSeconds, 9);
        var result = run.Result.Workloads["w"];
        Assert.Equal(new Dictionary<string, long> { ["aborted"] = 10, ["ok"] = 90 }, result.Outcomes);
        Assert.Equal(0, result.Failures);
    }

    [Fact]
    public void Abort_OperationsThatIgnoreIt_EndWithTheAbortDrain()
    {
        var answers = new List<TaskCompletionSource<Outcome>>();
        using var run = new FakeRun().Start(FakeRun.Plan(1000, Open("w", "1000/s", Keep(answers))));

        run.Advance(9);
        run.Abort();
        run.Advance(5);
        Assert.False(run.Ended);
        run.Advance(1);

        Assert.Equal(new Dictionary<string, long> { ["aborted"] = 10 }, run.Result.Workloads["w"].Outcomes);
    }

    [Fact]
    public void Warmup_Operations_AreInNoResultAndChangeNoMeasuredOne()
    {
        var (with, without) = (new List<string>(), new List<string>());
        var plan = FakeRun.Plan(200, Poisson("w", "500/s", Note(without)));
        var warm = FakeRun.Plan(200, Poisson("w", "500/s", Note(with))) with
        {
            Warmup = TimeSpan.FromMilliseconds(100),
        };
        using var cold = new FakeRun().Start(plan);
        using var run = new FakeRun().Start(warm);

        cold.Advance(201);
        run.Advance(301);

        Assert.Equal(without.Count, run.Result.Workloads["w"].Operations);
        Assert.Equal(without, with);
        Assert.NotEmpty(with);
    }

    [Fact]
    public void ClosedRun_Users_StartTheNextOperationAfterTheAnswer()
    {
        static async ValueTask<Outcome> TakesTenMs(OperationContext context)
        {
            await context.Hold(TimeSpan.FromMilliseconds(10)).ConfigureAwait(false);
            return context.User == 0 ? Outcome.Refused("EBUSY") : Outcome.Ok;
        }

        using var run = new FakeRun().Start(FakeRun.Plan(100, Closed("w", "4", TakesTenMs)));

        run.Advance(101);

        var result = run.Result.Workloads["w"];
        Assert.Equal(new Dictionary<string, long> { ["EBUSY"] = 10, ["ok"] = 30 }, result.Outcomes);
        Assert.Equal(0, result.Failures);
        Assert.Equal(0.0, result.Latency.Max); // Holding is what the user does, not what the system takes.
    }

    [Fact]
    public void ClosedRun_AnswerTakesTime_LatencyIsServiceTime()
    {
        var answers = new List<TaskCompletionSource<Outcome>>();
        using var run = new FakeRun().Start(FakeRun.Plan(5, Closed("w", "1", Keep(answers))));

        run.Advance(3);
        answers[0].SetResult(Outcome.Ok);
        run.Advance(3);
        answers[1].SetResult(Outcome.Ok);
        run.Advance(1);

        var result = run.Result.Workloads["w"];
        Assert.Equal(2, result.Operations);
        Assert.Equal(0.003, result.Latency.Max);
        Assert.Equal(result.Latency.Max, result.Service.Max);
        Assert.Equal(result.Latency.Mean, result.Service.Mean);
    }

    [Fact]
    public void ClosedRun_AllAnswerAtOnce_UsersTakeTurns()
    {
        var order = new List<int>();
        ValueTask<Outcome> Note(OperationContext context)
        {
            order.Add(context.User);
            return context.Index < 2 ? new(Outcome.Ok) : new(new TaskCompletionSource<Outcome>().Task);
        }

        using var run = new FakeRun().Start(FakeRun.Plan(5, Closed("w", "3", Note)));

        run.Advance(1);

        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 1, 2], order);
    }

    [Fact]
    public void Operation_Throws_IsAFailureNamedAfterTheException()
    {
        static ValueTask<Outcome> Throws(OperationContext context) =>
            throw new InvalidOperationException($"number {context.Index}");
        using var run = new FakeRun().Start(FakeRun.Plan(10, Open("w", "1000/s", Throws)));

        run.Advance(10);

        var result = run.Result.Workloads["w"];
        Assert.Equal(new Dictionary<string, long> { ["InvalidOperationException"] = 10 }, result.Outcomes);
        Assert.Equal(10, result.Failures);
        Assert.Equal("number 0", result.Errors["InvalidOperationException"]);
    }

    [Fact]
    public void RecordStep_FromSeveralWorkloads_IsOneResult()
    {
        static ValueTask<Outcome> Claims(OperationContext context)
        {
            context.RecordStep("claim", Outcome.Refused("EBUSY"), TimeSpan.FromMilliseconds(2));
            return new(Outcome.Ok);
        }

        using var run = new FakeRun().Start(
            FakeRun.Plan(10, Open("a", "1000/s", Claims), Open("b", "500/s", Claims)));

        run.Advance(10);

        Assert.Equal(15, run.Result.Steps["claim"].Outcomes["EBUSY"]);
        Assert.Equal(0.002, run.Result.Steps["claim"].Latency.Max);
    }

    [Fact]
    public void Series_EachSecond_CountsItsOwnAnswers()
    {
        using var run = new FakeRun().Start(FakeRun.Plan(
            3000,
            new Workload(
                "w",
                LoadProfile.Of(LoadStage.Parse("ramp-inject", "0/s..300/s"), Pacing.Uniform),
                Answer(Outcome.Ok))));

        run.Advance(3000);

        Assert.Equal([50, 150, 250], run.Result.Workloads["w"].Series.Outcomes["ok"]);
    }

    [Fact]
    public void Snapshot_DuringTheRun_TellsPhaseRateAndOutcomes()
    {
        var plan = FakeRun.Plan(3000, Open("w", "200/s", Answer(Outcome.Ok))) with { Warmup = TimeSpan.FromSeconds(2) };
        using var run = new FakeRun().Start(plan);

        run.Advance(1500);
        var warmup = run.Snapshot;
        run.Advance(1500);
        var measured = run.Snapshot;

        Assert.Equal((LoadPhase.Warmup, 0), (warmup.Phase, warmup.Workloads[0].Outcomes.Count));
        Assert.Equal((LoadPhase.Measured, TimeSpan.FromSeconds(3)), (measured.Phase, measured.Elapsed));
        Assert.Equal(TimeSpan.FromSeconds(5), measured.Total);
        Assert.Equal(200.0, measured.Workloads[0].RatePerSecond, 9);
        Assert.Equal(201, measured.Workloads[0].Outcomes["ok"]);
    }

    [Fact]
    public void Start_TwoWorkloadsOfOneName_IsRefused()
    {
        var plan = FakeRun.Plan(10, Open("w", "1/s", Answer(Outcome.Ok)), Open("w", "1/s", Answer(Outcome.Ok)));

        var error = Assert.Throws<ArgumentException>(
            () => LoadRun.Start(plan, LoadEnvironment.System, CancellationToken.None));

        Assert.StartsWith("two workloads are named 'w'", error.Message);
    }

    [Fact]
    public async Task RealTime_ShortRun_StartsExactlyThePlannedArrivals()
    {
        var workload = Poisson("w", "20000/s", Answer(Outcome.Ok));
        var plan = FakeRun.Plan(100, workload);
        var planned = ArrivalSchedule.Of(
            plan.Seed, "w", workload.Load.Over(plan.Duration), Pacing.Poisson).LongCount();

        var run = LoadRun.Start(plan, LoadEnvironment.System, TestContext.Current.CancellationToken);
        var result = await run.Completion;

        Assert.Equal(planned, result.Workloads["w"].Operations + result.Workloads["w"].Unsent);
    }

    private static Workload Open(string name, string rate, Operation operation) =>
        new(name, LoadProfile.Of(LoadStage.Parse("inject", rate), Pacing.Uniform), operation);

    private static Workload Poisson(string name, string rate, Operation operation) =>
        new(name, LoadProfile.Of(LoadStage.Parse("inject", rate)), operation);

    private static Workload Closed(string name, string users, Operation operation) =>
        new(name, LoadProfile.Of(LoadStage.Parse("constant", users)), operation);

    private static Operation Answer(Outcome outcome) => _ => new ValueTask<Outcome>(outcome);

    private static Operation Keep(List<TaskCompletionSource<Outcome>> answers) => _ =>
    {
        answers.Add(new TaskCompletionSource<Outcome>());
        return new ValueTask<Outcome>(answers[^1].Task);
    };

    private static Operation Note(List<string> measured) => context =>
    {
        if (context.Measured)
        {
            measured.Add($"{context.Index} {context.Random.NextInt(1_000_000)}");
        }

        return new ValueTask<Outcome>(Outcome.Ok);
    };
}
