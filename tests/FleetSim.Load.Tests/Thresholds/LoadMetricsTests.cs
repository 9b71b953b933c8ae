using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Load.Tests.Running;
using FleetSim.Load.Thresholds;

namespace FleetSim.Load.Tests.Thresholds;

public sealed class LoadMetricsTests
{
    private static readonly string[] Labels = ["ok", "EBUSY", "EPERM", "timeout", "aborted"];

    private static readonly Dictionary<string, MetricUnit> Units = new(
        LoadMetrics.UnitsOf("a", Labels).Concat(LoadMetrics.UnitsOf("b", Labels)).Concat(LoadMetrics.UnitsOfAll(Labels)));

    /// <summary>a: 100 operations, of which 50 EBUSY; b: 20 operations, of which 10 EPERM and 5 failures.</summary>
    [Theory]
    [InlineData("a.EBUSY == 50")]
    [InlineData("a.EBUSY.rate == 50%")]
    [InlineData("a.refused == 50")]
    [InlineData("a.EPERM.rate == 0")]
    [InlineData("b.refused.rate == 50%")]
    [InlineData("b.failures == 5")]
    [InlineData("refused == 60")]
    [InlineData("refused.rate == 50%")]
    [InlineData("refused.EPERM == 10")]
    [InlineData("refused.EBUSY.rate > 41.6%")]
    [InlineData("refused.EBUSY.rate < 41.7%")]
    [InlineData("refused.timeout == 0")]
    [InlineData("operations == 120")]
    [InlineData("failures == 5")]
    [InlineData("late == 0")]
    [InlineData("unsent == 0")]
    public void ValuesOf_TwoWorkloads_AreWhatThresholdsSay(string expression)
    {
        var b = new Queue<Outcome>(Enumerable.Repeat(Outcome.Refused("EPERM"), 10)
            .Concat(Enumerable.Repeat(Outcome.Failure("ENODEV"), 5)).Concat(Enumerable.Repeat(Outcome.Ok, 5)));
        using var run = new FakeRun().Start(FakeRun.Plan(
            100,
            Workload("a", "1000/s", context => context.Index % 2 == 0 ? Outcome.Ok : Outcome.Refused("EBUSY")),
            Workload("b", "200/s", _ => b.Dequeue())));
        run.Advance(100);

        var result = Threshold.Parse(expression, Units).Evaluate(LoadMetrics.ValuesOf(run.Result, Units));

        Assert.True(result.Met, $"{expression}: {result.Actual}");
    }

    [Fact]
    public void ValuesOf_MemoryOfARun_IsItsGrowthOrNoValue()
    {
        using var run = new FakeRun().Start(FakeRun.Plan(100, Workload("a", "1000/s", _ => Outcome.Ok)));
        run.Advance(100);
        var growth = Threshold.Parse("memory.growth < 25%", Units);
        var measured = run.Result with { Memory = new MemoryResult([1], [1]) { LiveBefore = 100, LiveAfter = 120 } };

        Assert.Equal(0.2, growth.Evaluate(LoadMetrics.ValuesOf(measured, Units)).Actual!.Value, 9);
        Assert.Null(growth.Evaluate(LoadMetrics.ValuesOf(run.Result, Units)).Actual);
    }

    [Fact]
    public void ValuesOf_GeneratorStalls_LateIsAShareOfAllOperations()
    {
        using var run = new FakeRun().Start(FakeRun.Plan(
            100, Workload("a", "1000/s", _ => Outcome.Ok), Workload("b", "1000/s", _ => Outcome.Ok)));

        run.Advance(50);
        run.Jump(20); // 19 ms to 0 ms late, and 1 ms is tolerated: 18 of each workload.
        run.Advance(30);

        Assert.Equal(36 / 200.0, LoadMetrics.ValuesOf(run.Result, Units)["late"]);
    }

    private static Workload Workload(string name, string rate, Func<OperationContext, Outcome> answer) => new(
        name,
        LoadProfile.Of(LoadStage.Parse("inject", rate), Pacing.Uniform),
        context => new ValueTask<Outcome>(answer(context)));
}
