using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>
/// All workloads on every kind of host under every policy: each answer is one that the policy allows, and the parts
/// agree.
/// </summary>
public sealed class WorkloadTests
{
    public static TheoryData<string, string> KindsAndPolicies =>
        new(HostKinds.All.SelectMany(kind => OwnershipPolicies.All.Select(policy => (kind.Name, policy.Name))));

    [Theory]
    [MemberData(nameof(KindsAndPolicies))]
    public async Task Run_AllWorkloads_AnswersAreAllowedAndTheAuditIsClean(string kind, string policy)
    {
        var result = await Busy.Run(Busy.Scenario(kind, duration: "250ms"), policy);

        Assert.Empty(result.BrokenGuarantees);
        Assert.Empty(result.Audit!.Problems);
        Assert.Equal(2, result.Audit.Hosts);
        Assert.Equal(
            [("churn", 87, 0), ("storm", 107, 0), ("vms", 95, 0)], // The seed's arrivals, whatever they meet.
            result.Load.Workloads.Select(pair => (pair.Key, pair.Value.Operations, pair.Value.Failures)));
        Assert.Equal(result.Panics, result.Audit.HostsDown);
    }

    [Theory]
    [InlineData("mainline")]
    [InlineData("strict")]
    public async Task Run_GrowingGroups_MergedRulesBreakNothingThatTheyPromise(string policy)
    {
        var result = await Busy.Run(Busy.Scenario(hosts: 5, duration: "3s"), policy);

        Assert.Equal((0, 0), (result.Violations, result.Panics));
        Assert.True(result.Passed);
    }

    [Fact]
    public async Task Run_GrowingGroups_MainlineHasItsHolesAndStrictHasNone()
    {
        var scenario = Busy.Scenario(hosts: 5, duration: "3s");

        var (mainline, strict) = (await Busy.Run(scenario, "mainline"), await Busy.Run(scenario, "strict"));

        Assert.NotEqual(0, mainline.Holes);
        Assert.Equal(0, strict.Holes);
    }

    [Fact]
    public async Task Run_GrowingGroups_ViabilityBreaksIsolationAndStopsHosts()
    {
        var result = await Busy.Run(Busy.Scenario(hosts: 20, duration: "3s"), "viability");

        Assert.NotEqual(0, result.Violations);
        Assert.NotEqual(0, result.Panics);
        Assert.NotEmpty(result.Incidents);
        Assert.True(result.Passed); // It promises nothing.
    }
}
