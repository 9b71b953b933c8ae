using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.History;

namespace FleetSim.Scenarios.Running;

/// <summary>What the histories of a fleet are held to.</summary>
internal static class HistoryCheck
{
    /// <summary>The rules that bear the name of the fleet's policy: whatever the fleet itself was given under that
    /// name.</summary>
    public static HistoryChecker Of(Fleet fleet) => new(
        OwnershipPolicies.Find(fleet.Policy.Name) ?? fleet.Policy,
        (host, number) => AtBoot(fleet.TemplateOf(host), number));

    private static GroupRecord AtBoot(HostTemplate template, int number) =>
        number < template.Groups.Length ? template.Groups[number] : GroupRecord.Empty;
}
