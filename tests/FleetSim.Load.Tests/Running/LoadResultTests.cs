using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Load.Thresholds;

namespace FleetSim.Load.Tests.Running;

public sealed class LoadResultTests
{
    [Fact]
    public void Json_OfARun_HasTheShapesScriptsRelyOn()
    {
        var result = Run();

        var outcomes = JsonSerializer.Serialize(
            result.Outcomes(), LoadJsonContext.Default.IReadOnlyDictionaryStringIReadOnlyDictionaryStringInt64);
        var latency = JsonNode.Parse(JsonSerializer.Serialize(
            result.Latencies(), LoadJsonContext.Default.IReadOnlyDictionaryStringLatencySummary))!["vms"]!.AsObject();
        var whole = JsonNode.Parse(JsonSerializer.Serialize(result, LoadJsonContext.Default.LoadResult))!;

        Assert.Equal("""{"vms":{"EBUSY":5,"ok":5}}""", outcomes);
        Assert.Equal(
            ["p50", "p90", "p99", "p99.9", "p99.99", "max", "mean", "distribution"], latency.Select(pair => pair.Key));
        Assert.Equal(5, (int)whole["workloads"]!["vms"]!["outcomes"]!["EBUSY"]!);
        Assert.Equal(0.01, (double)whole["measuredSeconds"]!);
    }

    [Fact]
    public void Json_OfThresholds_HasExpressionAndMet()
    {
        IReadOnlyList<ThresholdResult> thresholds = [new("violations == 0", true, 0, MetricUnit.Count)];

        Assert.Equal(
            """[{"expression":"violations == 0","met":true,"actual":0,"unit":"Count"}]""",
            JsonSerializer.Serialize(thresholds, LoadJsonContext.Default.IReadOnlyListThresholdResult));
    }

    [Fact]
    public void ValuesOf_ARun_HasEveryMetricThatThresholdsMayName()
    {
        var units = new Dictionary<string, MetricUnit>(
            LoadMetrics.UnitsOf("vms", ["ok", "EBUSY", "EPERM"]).Concat(LoadMetrics.UnitsOfAll(["ok", "EBUSY", "EPERM"])));

        var values = LoadMetrics.ValuesOf(Run(), units);

        Assert.Equal(units.Keys.Order(), values.Keys.Order());
        Assert.Equal(5.0, values["vms.EBUSY"]);
        Assert.Equal(0.0, values["vms.EPERM"]);
        Assert.Equal(1000.0, values["vms.rate"], 9);
        Assert.Equal(0.0, values["vms.unsent"]);
    }

    private static LoadResult Run()
    {
        var workload = new Workload(
            "vms",
            LoadProfile.Of(LoadStage.Parse("inject", "1000/s"), Pacing.Uniform),
            context => new ValueTask<Outcome>(context.Index % 2 == 0 ? Outcome.Ok : Outcome.Refused("EBUSY")));
        using var run = new FakeRun().Start(FakeRun.Plan(10, workload));
        run.Advance(10);
        return run.Result;
    }
}
