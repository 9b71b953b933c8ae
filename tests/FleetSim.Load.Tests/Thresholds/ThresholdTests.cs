using FleetSim.Load.Quantities;
using FleetSim.Load.Thresholds;

namespace FleetSim.Load.Tests.Thresholds;

public sealed class ThresholdTests
{
    private static readonly Dictionary<string, MetricUnit> Metrics = new(
        LoadMetrics.UnitsOf("storm", ["ok", "EBUSY"])
            .Concat(LoadMetrics.UnitsOf("vms", ["ok", "EPERM"]))
            .Concat(LoadMetrics.UnitsOf("claim", ["ok"]))
            .Append(new("violations", MetricUnit.Count))
            .Append(new("panics", MetricUnit.Count)));

    [Theory]
    [InlineData("claim.latency.p99 < 10ms", "claim.latency.p99", Comparison.Less, 0.010)]
    [InlineData("claim.latency.p99.9<=1.5s", "claim.latency.p99.9", Comparison.LessOrEqual, 1.5)]
    [InlineData("  violations == 0 ", "violations", Comparison.Equal, 0)]
    [InlineData("storm.rate > 1500/s", "storm.rate", Comparison.Greater, 1500)]
    [InlineData("storm.rate >= 60/min", "storm.rate", Comparison.GreaterOrEqual, 1)]
    [InlineData("vms.EPERM > 100", "vms.EPERM", Comparison.Greater, 100)]
    [InlineData("panics != 3", "panics", Comparison.NotEqual, 3)]
    [InlineData("storm.late <= 1%", "storm.late", Comparison.LessOrEqual, 0.01)]
    [InlineData("storm.unsent == 0", "storm.unsent", Comparison.Equal, 0)]
    public void Parse_Valid_HasMetricComparisonAndBound(
        string text, string metric, Comparison comparison, double bound)
    {
        var threshold = Threshold.Parse(text, Metrics);

        Assert.Equal(new Threshold(text.Trim(), metric, comparison, bound, Metrics[metric]), threshold);
    }

    [Theory]
    [InlineData("", "'' is not a threshold")]
    [InlineData("violations", "'violations' is not a threshold")]
    [InlineData("violations = 0", "'violations = 0' is not a threshold")]
    [InlineData("violations ! 0", "'violations ! 0' is not a threshold")]
    [InlineData("< 10ms", "'< 10ms' is not a threshold")]
    [InlineData("violation == 0", "'violation' is not a metric of this run; did you mean 'violations'?")]
    [InlineData("storm.latency.p98 < 1ms", "'storm.latency.p98' is not a metric of this run; did you mean")]
    [InlineData("zzz == 0", "'zzz' is not a metric of this run")]
    [InlineData("claim.latency.p99 < 10", "'10' has no unit")]
    [InlineData("claim.latency.p99 < 10/s", "'10/s' has the unknown unit '/s'")]
    [InlineData("violations == 0ms", "'0ms' has a unit, and violations is a count")]
    [InlineData("violations == -1", "'-1' is negative")]
    [InlineData("violations == NaN", "'NaN' does not start with a number")]
    [InlineData("violations == ", "'' does not start with a number")]
    [InlineData("violations == 0 == 0", "'0 == 0' has a unit")]
    [InlineData("storm.rate > 1500", "'1500' has no unit")]
    [InlineData("storm.late <= 1ms", "'1ms' is not what storm.late is measured in")]
    [InlineData("storm.late <= 101%", "'101%' is more than everything")]
    public void Parse_Invalid_IsOneSentenceBeforeTheRun(string text, string sentence)
    {
        Assert.StartsWith(sentence, Assert.Throws<LoadFormatException>(() => Threshold.Parse(text, Metrics)).Message);
    }

    [Theory]
    [InlineData("violations < 5", 4, true)]
    [InlineData("violations < 5", 5, false)]
    [InlineData("violations <= 5", 5, true)]
    [InlineData("violations > 5", 5, false)]
    [InlineData("violations > 5", 6, true)]
    [InlineData("violations >= 5", 5, true)]
    [InlineData("violations == 5", 5, true)]
    [InlineData("violations == 5", 6, false)]
    [InlineData("violations != 5", 6, true)]
    [InlineData("violations != 5", 5, false)]
    public void Evaluate_AtTheBound_ComparesExactly(string text, double actual, bool met)
    {
        var values = new Dictionary<string, double> { ["violations"] = actual };

        var result = Threshold.Parse(text, Metrics).Evaluate(values);

        Assert.Equal(new ThresholdResult(text, met, actual, MetricUnit.Count), result);
    }

    [Theory]
    [InlineData("claim.latency.p99 < 10ms")]
    [InlineData("claim.latency.p99 != 10ms")]
    public void Evaluate_NoValue_IsNotMet(string text)
    {
        var threshold = Threshold.Parse(text, Metrics);
        var nothing = new ThresholdResult(text, Met: false, Actual: null, MetricUnit.Seconds);

        Assert.Equal(nothing, threshold.Evaluate(new Dictionary<string, double>()));
        Assert.Equal(nothing, threshold.Evaluate(new Dictionary<string, double> { [threshold.Metric] = double.NaN }));
    }
}
