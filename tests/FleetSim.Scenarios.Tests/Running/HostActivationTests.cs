using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary><c>fleet.active</c>: which hosts are up when the load begins.</summary>
public sealed class HostActivationTests
{
    private const int Hosts = 40;

    /// <summary>A growing-group host has twelve functions in nine groups.</summary>
    [Fact]
    public async Task Run_AllHostsActive_AreUpAndAuditedThoughFewAreTouched()
    {
        var result = await Run("all");

        Assert.Equal((Hosts, Hosts * 9, Hosts * 12), result.Active);
        Assert.Equal(Hosts, result.Audit!.Hosts);
    }

    [Fact]
    public async Task Run_TouchedHostsActive_AreThoseOfTheLoad()
    {
        var result = await Run("touched");

        Assert.InRange(result.Active.Hosts, 1, Hosts - 1);
        Assert.Equal(result.Active.Hosts, result.Audit!.Hosts);
    }

    private static Task<RunResult> Run(string active) => Busy.Run(ScenarioFile.Parse(
        $$"""
        name: few
        seed: 1
        fleet: { hosts: {{Hosts}}, active: {{active}}, mix: [ { topology: growing-group } ] }
        duration: 10ms
        workloads:
          - { name: vms, kind: claim-contention, load: { inject: 500/s } }
        """,
        "few.yaml"));
}
