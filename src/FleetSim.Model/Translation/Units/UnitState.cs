using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Translation.Units;

/// <summary>One IOMMU unit: which domain each requester id is attached to, group by group.</summary>
/// <remarks>
/// Groups are dense small numbers, so the table is an array by group number. The groups are the truth: a unit keeps
/// nothing, and what it has not been told, or has lost, it asks for by answering that it does not know it. A requester id
/// that is in no group has no context entry: its requests are blocked.
/// </remarks>
public sealed record UnitState
{
    public static UnitState Empty { get; } = new();

    /// <summary>Attachments by group number; empty for a number that has no requester id here.</summary>
    public ImmutableArray<ImmutableArray<RidAttachment>> Groups { get; init; } = [];

    /// <summary>Types of the groups' default domains, by group number.</summary>
    public ImmutableArray<DefaultDomainType?> Types { get; init; } = [];

    /// <summary>Numbers of the groups that have an ISA bridge.</summary>
    public ImmutableArray<int> IsaGroups { get; init; } = [];

    /// <summary>Attachments of one group, in no particular order.</summary>
    public ImmutableArray<RidAttachment> Group(int group) => group < Groups.Length ? Groups[group] : [];

    /// <summary>What being attached to the default domain means for a group; null where no rule allows one.</summary>
    public DefaultDomainType? TypeOf(int group) => group < Types.Length ? Types[group] : null;

    /// <summary>Where a requester id is attached; null when it has no context entry.</summary>
    public Domain? AttachmentOf(Rid rid)
    {
        foreach (var group in Groups)
        {
            foreach (var attachment in group)
            {
                if (attachment.Rid == rid)
                {
                    return attachment.Domain;
                }
            }
        }

        return null;
    }

    /// <summary>Carries out one order; nothing of one that is about a group it has not been told of.</summary>
    public (UnitState Next, UnitReply Reply) Execute(UnitCall call)
    {
        var group = Group(call.Group);
        if (group.IsEmpty && !call.IsComplete)
        {
            return (this, new UnitReply(0, Unknown: true));
        }

        var next = call.IsWholeGroup ? WholeGroup(group, call.Domain) : Single(group, call);
        var changed = call.IsWholeGroup ? group.Length : call.Attach.Length + call.Detach.Length;
        return (With(call, next), new UnitReply(changed));
    }

    private static ImmutableArray<RidAttachment> WholeGroup(ImmutableArray<RidAttachment> group, Domain domain)
    {
        var next = new RidAttachment[group.Length];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = group[i] with { Domain = domain };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(next);
    }

    private static ImmutableArray<RidAttachment> Single(ImmutableArray<RidAttachment> group, UnitCall call)
    {
        var kept = call.IsComplete
            ? []
            : group.Where(old => call.Attach.All(now => now.Rid != old.Rid) && !call.Detach.Contains(old.Rid));
        return [.. kept, .. call.Attach];
    }

    private UnitState With(UnitCall call, ImmutableArray<RidAttachment> attachments)
    {
        var (group, groups, types) = (call.Group, Groups, Types);
        if (group >= groups.Length)
        {
            var more = group + 1 - groups.Length;
            groups = groups.AddRange(Enumerable.Repeat(ImmutableArray<RidAttachment>.Empty, more));
            types = types.AddRange(Enumerable.Repeat<DefaultDomainType?>(null, more));
        }

        return this with
        {
            Groups = groups.SetItem(group, attachments),
            Types = types[group] == call.Type ? types : types.SetItem(group, call.Type),
            IsaGroups = call.IsWholeGroup ? IsaGroups
                : call.HasIsaBridge == IsaGroups.Contains(group) ? IsaGroups
                : call.HasIsaBridge ? IsaGroups.Add(group)
                : IsaGroups.Remove(group),
        };
    }
}
