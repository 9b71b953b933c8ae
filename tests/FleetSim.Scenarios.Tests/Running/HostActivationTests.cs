using FleetSim.Contracts.Reports;
using FleetSim.Fleets.Audit;
using FleetSim.Fleets.Local;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary><c>fleet.active</c>: which hosts are up when the load begins.</summary>
public sealed class HostActivationTests
{
    private const int Hosts = 40;

    /// <summary>A growing-group host has twelve functions in nine groups.</summary>
    [Fact]
    public async Task Run_AllHostsActive_AreUpThoughFewAreTouched()
    {
        var result = await Busy.Run(Scenario("all", audit: "off"));

        Assert.Equal(new ActiveCounts(Hosts, Hosts * 9, Hosts * 12), result.Active);
    }

    [Fact]
    public async Task Run_AllHostsActive_AreAllAudited()
    {
        var result = await Busy.Run(Scenario("all"));

        Assert.Equal(Hosts, result.Audit!.Hosts);
    }

    [Fact]
    public async Task Run_TouchedHostsActive_AreThoseOfTheLoad()
    {
        var result = await Busy.Run(Scenario("touched"));

        Assert.InRange(result.Active.Hosts, 1, Hosts - 1);
        Assert.Equal(result.Active.Hosts, result.Audit!.Hosts);
    }

    /// <summary>Else the first collections in the load would take longer than all later ones.</summary>
    [Fact]
    public async Task Activate_WhatCameUp_IsOldWhenTheLoadBegins()
    {
        var scenario = Scenario("all");
        using var target = new LocalFleet(FleetBuilder.Build(scenario, OwnershipPolicies.Mainline, "."), continuousChecks: true);
        var cameUp = new List<object>();

        await FleetActivator.Activate(target, _ => cameUp.Add(new object()), TestContext.Current.CancellationToken);

        Assert.Equal(Hosts, cameUp.Count(one => GC.GetGeneration(one) == GC.MaxGeneration));
    }

    [Fact]
    public async Task Run_AbortedBefore_BringsUpNothing()
    {
        var scenario = Scenario("all", audit: "off");
        using var target = new LocalFleet(FleetBuilder.Build(scenario, OwnershipPolicies.Mainline, "."), continuousChecks: true);

        var result = await new ScenarioRun(scenario, target).Execute(new CancellationToken(canceled: true));

        Assert.True(result.Load.Aborted);
        Assert.Equal(new ActiveCounts(0, 0, 0), result.Active);
    }

    private static Scenario Scenario(string active, string audit = "end") => ScenarioFile.Parse(
        $$"""
        name: few
        seed: 1
        fleet: { hosts: {{Hosts}}, active: {{active}}, mix: [ { topology: growing-group } ] }
        duration: 10ms
        workloads:
          - { name: vms, kind: claim-contention, load: { inject: 500/s } }
        checks: { audit: {{audit}} }
        """,
        "few.yaml");
}
