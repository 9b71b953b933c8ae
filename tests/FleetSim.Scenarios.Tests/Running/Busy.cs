using FleetSim.Fleets.Local;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>A short scenario in which all kinds of workloads meet on few hosts, and its runs without grains.</summary>
internal static class Busy
{
    public static Scenario Scenario(string topology = "growing-group", int hosts = 2, string duration = "500ms", string more = "") =>
        ScenarioFile.Parse(
            $$"""
            name: busy
            seed: 11
            fleet: { hosts: {{hosts}}, mix: [ { topology: {{topology}} } ] }
            warmup: 100ms
            duration: {{duration}}
            workloads:
              - { name: storm, kind: hotplug-storm, load: { inject: 400/s } }
              - { name: vms, kind: claim-contention, load: { inject: 400/s }, hold: 1ms..20ms }
              - { name: churn, kind: driver-churn, load: { inject: 400/s }, attach: 30% }
            {{more}}
            """,
            "busy.yaml");

    public static async Task<RunResult> Run(Scenario scenario, string policy = "mainline")
    {
        var rules = OwnershipPolicies.Find(policy)!;
        using var target = new LocalFleet(
            FleetBuilder.Build(scenario, rules, "."), scenario.Checks.Invariants == InvariantChecks.Continuous);
        return await new ScenarioRun(scenario, target).Execute(TestContext.Current.CancellationToken);
    }
}
