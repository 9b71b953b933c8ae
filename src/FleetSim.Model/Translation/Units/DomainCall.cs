using System.Collections.Immutable;
using FleetSim.Model.Domains;

namespace FleetSim.Model.Translation.Units;

/// <summary>What an address space orders from a unit about a domain of its own: what to unmap, then what to
/// map.</summary>
/// <param name="Domain">The private domain.</param>
/// <param name="From">How many changes the domain has seen before this one; a unit that has seen others answers that it
/// does not know the domain.</param>
/// <param name="Unmap">Ranges that stop translating before the unit answers.</param>
/// <param name="Map">Ranges that translate from then on.</param>
/// <remarks>
/// The address space is the truth for mappings. A change that comes twice is done once, so it can be repeated when an
/// answer got lost; <see cref="IsComplete"/> brings a unit that has lost its tables back.
/// </remarks>
public sealed record DomainCall(
    Domain Domain, ulong From, ImmutableArray<DmaRange> Unmap, ImmutableArray<DmaRange> Map)
{
    /// <summary><see cref="Map"/> is everything: what the unit has of the domain is replaced.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Everything that a domain maps after so many changes.</summary>
    public static DomainCall Complete(Domain domain, ulong changes, ImmutableArray<DmaRange> map) =>
        new(domain, changes - 1, [], map) { IsComplete = true };

    public override string ToString() => IsComplete
        ? $"{Domain}: {Map.Length} mapped"
        : $"{Domain}: {Unmap.Length} unmapped, {Map.Length} mapped";
}

/// <summary>What a unit answers to a change of a domain.</summary>
/// <param name="Errno">Why it could not map; nothing is mapped then, and what was to be unmapped is.</param>
/// <param name="Unknown">No group here is attached to the domain, or the unit has missed changes. Nothing is changed:
/// the group is to attach again, and the address space to tell all its mappings.</param>
public readonly record struct DomainReply(Errno Errno, bool Unknown = false);
