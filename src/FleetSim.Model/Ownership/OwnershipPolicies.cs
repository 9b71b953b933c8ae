using FleetSim.Model.Ownership.Policies;

namespace FleetSim.Model.Ownership;

/// <summary>The selectable ownership policies, by name, in the order of their history.</summary>
public static class OwnershipPolicies
{
    public static OwnershipPolicy Mainline { get; } = new MainlinePolicy();

    public static IReadOnlyList<OwnershipPolicy> All { get; } =
    [
        new ViabilityPolicy(),
        new EnumV1Policy(),
        new TagPolicy(),
        new UserDomainPolicy(),
        new PrivateDomainPolicy(),
        new Mainline61Policy(),
        Mainline,
        new StrictPolicy(),
    ];

    /// <summary>The policy of a name; null for an unknown one.</summary>
    public static OwnershipPolicy? Find(string name) => All.FirstOrDefault(policy => policy.Name == name);
}
