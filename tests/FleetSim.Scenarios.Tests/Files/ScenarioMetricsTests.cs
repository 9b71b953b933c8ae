using FleetSim.Load.Thresholds;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Tests.Files;

public sealed class ScenarioMetricsTests
{
    private static readonly ChecksPlan AllChecks =
        new(InvariantChecks.Continuous, AuditChecks.End, HistoryChecks.Linearizable);

    [Theory]
    [InlineData("violations", MetricUnit.Count)]
    [InlineData("holes", MetricUnit.Count)]
    [InlineData("panics", MetricUnit.Count)]
    [InlineData("warnings", MetricUnit.Count)]
    [InlineData("audit.problems", MetricUnit.Count)]
    [InlineData("history.problems", MetricUnit.Count)]
    [InlineData("vms.ok", MetricUnit.Count)]
    [InlineData("vms.EPERM", MetricUnit.Count)]
    [InlineData("vms.EHOSTDOWN", MetricUnit.Count)]
    [InlineData("vms.timeout", MetricUnit.Count)]
    [InlineData("vms.late", MetricUnit.Share)]
    [InlineData("vms.EBUSY.rate", MetricUnit.Share)]
    [InlineData("vms.refused", MetricUnit.Count)]
    [InlineData("refused.EBUSY.rate", MetricUnit.Share)]
    [InlineData("refused.rate", MetricUnit.Share)]
    [InlineData("late", MetricUnit.Share)]
    [InlineData("unsent", MetricUnit.Share)]
    [InlineData("operations", MetricUnit.Count)]
    [InlineData("vms.rate", MetricUnit.PerSecond)]
    [InlineData("vms.latency.p99.99", MetricUnit.Seconds)]
    public void UnitsOf_AllChecks_HasTheMetric(string metric, MetricUnit unit)
    {
        Assert.Equal(unit, ScenarioMetrics.UnitsOf(["vms"], AllChecks)[metric]);
    }

    [Fact]
    public void UnitsOf_ChecksOff_HasOnlyWhatIsCountedAnyway()
    {
        var off = ScenarioMetrics.UnitsOf(["vms"], new(InvariantChecks.Off, AuditChecks.Off, HistoryChecks.Off));
        var all = ScenarioMetrics.UnitsOf(["vms"], AllChecks);

        Assert.Equal(["audit.problems", "history.problems", "holes", "violations"], all.Keys.Except(off.Keys).Order());
        Assert.Empty(off.Keys.Except(all.Keys));
    }

    [Fact]
    public void Outcomes_Errnos_AreAllOfTheModel()
    {
        Assert.DoesNotContain("None", ScenarioMetrics.Outcomes);
        Assert.Equal(ScenarioMetrics.Outcomes.Count, ScenarioMetrics.Outcomes.Distinct().Count());
        Assert.Equal(Enum.GetValues<Model.Errno>().Length + 2, ScenarioMetrics.Outcomes.Count);
    }

    [Fact]
    public void UnitsOf_Scenario_IsThatOfItsWorkloads()
    {
        var units = ScenarioMetrics.UnitsOf(SmallScenario.Parse(SmallScenario.Text));

        Assert.Equal(ScenarioMetrics.UnitsOf(["vms"], AllChecks), units);
    }
}
