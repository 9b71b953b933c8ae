using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups;

/// <summary>What registering one function did.</summary>
/// <param name="Table">The table with the function.</param>
/// <param name="Group">Its group, with it as the last member; null when no unit translates it.</param>
/// <param name="IsNew">The group was made for it.</param>
/// <param name="Why">The search, in order; the last step decided. Never empty.</param>
public sealed record GroupAddition(
    GroupTable Table, PciAddress Function, IommuGroup? Group, bool IsNew, ImmutableArray<JoinStep> Why)
{
    /// <summary>The outcome and its reason in one sentence.</summary>
    public override string ToString()
    {
        var outcome = Group is null ? "no group" : IsNew ? $"new {Group.Key}" : $"joins {Group.Key}";
        return $"{Function}: {outcome}, because {string.Join("; ", Why)}";
    }
}
