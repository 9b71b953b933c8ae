using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Translation.Units;

/// <summary>What a group orders from an IOMMU unit: attach requester ids to domains, and forget those that
/// left.</summary>
/// <param name="Group">Number of the group.</param>
/// <param name="Domain">For the whole group, unless single requester ids are given.</param>
/// <param name="Attach">Single requester ids and their domains; default for the whole group.</param>
/// <param name="Detach">Requester ids that leave; their requests are blocked from then on. Given whenever
/// <paramref name="Attach"/> is.</param>
public sealed record UnitCall(
    int Group,
    Domain Domain,
    ImmutableArray<RidAttachment> Attach = default,
    ImmutableArray<Rid> Detach = default)
{
    /// <summary>Type of the group's default domain: what being attached to it means.</summary>
    public DefaultDomainType? Type { get; init; }

    /// <summary>Of a call with <see cref="Attach"/>: a member is an ISA bridge, whose memory below 16 MiB the default
    /// domain maps one to one.</summary>
    public bool HasIsaBridge { get; init; }

    /// <summary><see cref="Attach"/> has every requester id of the group at this unit.</summary>
    public bool IsComplete { get; init; }

    public bool IsWholeGroup => Attach.IsDefault;

    public override string ToString() => IsWholeGroup
        ? $"group {Group} -> {Domain}"
        : $"group {Group}: {string.Join(", ", Attach.Select(a => $"{a.Rid} -> {a.Domain}").Concat(Detach.Select(r => $"{r} gone")))}";
}

/// <summary>The unit is programmed and has flushed what it cached for the requester ids concerned.</summary>
/// <param name="Programmed">How many requester ids changed.</param>
/// <param name="Unknown">Nothing was done: the unit has been told nothing of the group, or has lost it. The group is to
/// attach all its requester ids.</param>
public readonly record struct UnitReply(int Programmed, bool Unknown = false);
