using FleetSim.Fleets.Grains;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;
using FleetSim.Silo;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>
/// One seed decides every random choice: without grains a run is the same to the byte, with them its plan is.
/// </summary>
public sealed class ReproducibilityTests
{
    private const string Mix = "q35-nested } , { topology: growing-group, weight: 3 } , { topology: conventional-pci";

    [Theory]
    [InlineData("viability")]
    [InlineData("mainline")]
    public async Task Run_SameSeedTwice_DocumentsAreTheSameToTheByte(string policy)
    {
        var scenario = Busy.Scenario(Mix, hosts: 20);

        var (first, second) = (await Busy.Run(scenario, policy), await Busy.Run(scenario, policy));

        Assert.Equal(RunJson.Text(RunDocument.Of(first)), RunJson.Text(RunDocument.Of(second)));
        Assert.Equal(RunJson.Text(first.Load), RunJson.Text(second.Load));
    }

    [Fact]
    public async Task Run_AnotherSeed_IsAnotherRun()
    {
        var scenario = Busy.Scenario(Mix, hosts: 20);

        var first = await Busy.Run(scenario);
        var second = await Busy.Run(scenario.With(new ScenarioOverrides { Seed = "12" }));

        Assert.NotEqual(RunJson.Text(first.Load), RunJson.Text(second.Load));
        Assert.NotEqual(
            first.Load.Workloads.Select(workload => workload.Value.Operations),
            second.Load.Workloads.Select(workload => workload.Value.Operations));
    }

    [Fact]
    public async Task Run_ClosedModel_EndsInVirtualTimeAndIsTheSameTwice()
    {
        var scenario = ScenarioFile.Parse(
            """
            name: closed
            fleet: { hosts: 2, mix: [ { topology: growing-group } ] }
            duration: 200ms
            workloads:
              - { name: vms, kind: claim-contention, load: { constant: 4 }, hold: 1ms..5ms }
              - { name: churn, kind: driver-churn, load: { constant: 2 } }
            """,
            "closed.yaml");

        var (first, second) = (await Busy.Run(scenario), await Busy.Run(scenario));

        Assert.Equal(RunJson.Text(first.Load), RunJson.Text(second.Load));
        Assert.Equal(0.2, first.Load.MeasuredSeconds);
    }

    [Fact]
    public async Task Run_WithGrainsAndWithout_HasTheSameArrivals()
    {
        var scenario = Busy.Scenario(Mix, hosts: 20);
        var local = await Busy.Run(scenario);
        await using var silo = await FleetSilo.Start(new SiloOptions(), TestContext.Current.CancellationToken);
        using var target = await GrainFleet.Declare(silo.Grains, FleetBuilder.Declare(scenario, "."));

        var grains = await new ScenarioRun(scenario, target).Execute(TestContext.Current.CancellationToken);

        Assert.Equal(
            local.Load.Workloads.Select(workload => (workload.Key, workload.Value.Operations + workload.Value.Unsent)),
            grains.Load.Workloads.Select(workload => (workload.Key, workload.Value.Operations + workload.Value.Unsent)));
        Assert.Equal(local.Audit!.Hosts, grains.Audit!.Hosts);
        Assert.Empty(grains.BrokenGuarantees);
        Assert.Empty(grains.BrokenBookkeeping);
        Assert.Equal(0, grains.Violations);
    }

    [Fact]
    public void Build_SameSeed_TheSameHostIsOfTheSameKindWhateverThePolicy()
    {
        var scenario = Busy.Scenario(Mix, hosts: 1000);

        var (one, other) = (Kinds(scenario, "mainline"), Kinds(scenario, "viability"));

        Assert.Equal(one, other);
        Assert.NotEqual(one, Kinds(scenario.With(new ScenarioOverrides { Seed = "12" }), "mainline"));
        Assert.Equal(3, one.Distinct().Count());
    }

    private static List<string> Kinds(Scenario scenario, string policy)
    {
        var fleet = FleetBuilder.Build(scenario, OwnershipPolicies.Find(policy)!, ".");
        return [.. Enumerable.Range(0, fleet.Hosts).Select(host => fleet.TemplateOf(host).Name)];
    }
}
