using FleetSim.Load.Models;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Tests.Files;

public sealed class ShippedScenariosTests
{
    public static TheoryData<string> Names => [.. ShippedScenarios.Names];

    [Fact]
    public void Names_All_AreTheShippedFiles()
    {
        Assert.Equal(
            [
                "capacity", "claim-path", "claims", "growing-groups", "hotplug-storm", "kernel-dma", "mixed", "smoke", "soak",
                "spike", "translation", "translation-path", "vm-churn",
            ],
            ShippedScenarios.Names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_Name_IsAScenarioOfThatNameWithComments(string name)
    {
        var text = ShippedScenarios.Find(name)!;

        Assert.Equal(name, ScenarioFile.Parse(text, name).Name);
        Assert.StartsWith("# ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_UnknownName_IsNull()
    {
        Assert.Null(ShippedScenarios.Find("hotplug"));
    }

    [Fact]
    public void HotplugStorm_Load_FitsTwoCores()
    {
        var scenario = ScenarioFile.Parse(ShippedScenarios.Find("hotplug-storm")!, "hotplug-storm");

        Assert.Equal(1000, scenario.Fleet.Hosts);
        Assert.Equal(12, scenario.Fleet.Mix.Count);
        Assert.Equal(TimeSpan.FromSeconds(3), scenario.Warmup);
        Assert.Equal(TimeSpan.FromSeconds(30), scenario.Duration);
        Assert.Equal([LoadKind.Open, LoadKind.Closed, LoadKind.Open], scenario.Workloads.Select(w => w.Load.Kind));
        Assert.Equal([1000, 128, 500], scenario.Workloads.Select(w => w.Load.Stages[0].To));
    }

    [Fact]
    public void Smoke_Size_IsSmall()
    {
        var scenario = ScenarioFile.Parse(ShippedScenarios.Find("smoke")!, "smoke");

        Assert.Equal(20, scenario.Fleet.Hosts);
        Assert.Equal(TimeSpan.Zero, scenario.Warmup);
        Assert.Equal(TimeSpan.FromSeconds(10), scenario.Duration);
    }
}
