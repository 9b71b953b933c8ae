using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Tests.Running;

/// <summary>The warm-up is no part of the measurement, but a failure in it is a failure.</summary>
public sealed class WarmupFailureTests
{
    [Fact]
    public void Warmup_OperationsAndStepsThatFail_AreCountedApart()
    {
        var load = LoadProfile.Of(LoadStage.Parse("inject", "1000/s"), Pacing.Uniform);
        var plan = FakeRun.Plan(10, new Workload("w", load, Run));
        using var run = new FakeRun().Start(plan with { Warmup = TimeSpan.FromMilliseconds(5) });

        run.Advance(15);

        var (workload, step) = (run.Result.Workloads["w"], run.Result.Steps["claim"]);
        Assert.Equal((10, 0, 5), (workload.Operations, workload.Failures, workload.WarmupFailures));
        Assert.Equal((10, 0, 5), (step.Operations, step.Failures, step.WarmupFailures));
    }

    private static ValueTask<Outcome> Run(OperationContext context)
    {
        var outcome = context.Measured ? Outcome.Refused("EPERM") : Outcome.Failure("EIO");
        context.RecordStep("claim", outcome, TimeSpan.Zero);
        return new(outcome);
    }
}
