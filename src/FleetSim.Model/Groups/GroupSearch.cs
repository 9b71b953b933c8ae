using System.Collections.Immutable;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Groups.Requesters;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups;

/// <summary>Finds the group a function has to join, among those that are there already.</summary>
/// <remarks>
/// One search for one function: it collects its steps. Source: reference/groups.md 3.2 to 3.4; pci_device_group,
/// get_pci_alias_group, get_pci_function_alias_group in drivers/iommu/iommu.c.
/// </remarks>
internal sealed class GroupSearch(GroupTable table, PciTopology topology)
{
    private readonly ImmutableArray<JoinStep>.Builder _steps = ImmutableArray.CreateBuilder<JoinStep>();
    private readonly HashSet<byte> _visited = [];

    /// <summary>The group to join; null when a new one has to be made.</summary>
    public GroupKey? Run(PciFunction function, out ImmutableArray<JoinStep> why)
    {
        var searched = function;
        var found = AlongAliases(ref searched) ?? AlongBridges(ref searched)
            ?? AmongAliases(searched) ?? AmongSlotSiblings(searched);
        if (found is null)
        {
            _steps.Add(new JoinStep(JoinRule.NewGroup, function.Address));
        }

        why = _steps.ToImmutable();
        return found;
    }

    /// <summary>3.4 step 1: whoever shares a requester id on the way up. Leaves the last one visited.</summary>
    private GroupKey? AlongAliases(ref PciFunction searched)
    {
        var function = searched;
        foreach (var alias in DmaAliases.Of(function, topology))
        {
            if (alias.Visited != searched.Address)
            {
                searched = topology[alias.Visited];
                _steps.Add(alias.Visited == function.RealDmaDevice
                    ? new JoinStep(JoinRule.RealDmaDevice, alias.Visited)
                    : new JoinStep(JoinRule.BridgeAlias, alias.Visited, alias.Rid));
            }

            if (GroupOf(alias.Visited) is { } group)
            {
                return group;
            }
        }

        return null;
    }

    /// <summary>3.4 step 2: up to the highest bridge from which the way to the root complex isolates.</summary>
    private GroupKey? AlongBridges(ref PciFunction searched)
    {
        for (PciBus? bus = searched.Address.OnBus; bus is { } at; bus = topology.ParentBus(at))
        {
            if (topology.BridgeAbove(at) is not { } bridge)
            {
                continue;
            }

            if (Blocker(bridge) is not { } blocker)
            {
                return null;
            }

            searched = bridge;
            _steps.Add(new JoinStep(
                JoinRule.UnisolatedPath, bridge.Address, Blocker: blocker.Function, Verdict: blocker.Verdict));
            if (GroupOf(bridge.Address) is { } group)
            {
                return group;
            }
        }

        return null;
    }

    /// <summary>3.4 step 3, the alias search.</summary>
    private GroupKey? AmongAliases(PciFunction searched)
    {
        if (!_visited.Add(searched.Address.Devfn))
        {
            return null;
        }

        if (GroupOf(searched.Address) is { } own)
        {
            return own;
        }

        foreach (var other in OthersOnBus(searched))
        {
            if (!RequesterQuirks.AreAliases(searched, other))
            {
                continue;
            }

            var step = new JoinStep(JoinRule.SharedRequesterId, other.Address);
            if (Through(step, other) is { } group)
            {
                return group;
            }
        }

        return null;
    }

    /// <summary>3.4 step 4, the function search.</summary>
    private GroupKey? AmongSlotSiblings(PciFunction searched)
    {
        if (!table.MultifunctionOf(searched) || IsolatesFunctions(searched).Enforced)
        {
            return null;
        }

        foreach (var sibling in OthersOnBus(searched))
        {
            // Slots are compared even where ARI makes them meaningless, as the kernel does.
            if (sibling.Address.Slot != searched.Address.Slot
                || IsolatesFunctions(sibling) is not { Enforced: false } verdict)
            {
                continue;
            }

            var step = new JoinStep(JoinRule.SlotSibling, sibling.Address, Blocker: sibling.Address, Verdict: verdict);
            if (Through(step, sibling, andItsSlot: false) is { } group)
            {
                return group;
            }
        }

        return null;
    }

    /// <summary>Searches on from another function; the step is kept only when that led to a group.</summary>
    private GroupKey? Through(JoinStep step, PciFunction other, bool andItsSlot = true)
    {
        var before = _steps.Count;
        _steps.Add(step);
        var found = AmongAliases(other) ?? (andItsSlot ? AmongSlotSiblings(other) : null);
        if (found is null)
        {
            _steps.Count = before;
        }

        return found;
    }

    /// <summary>The first hop from a bridge up to the root bus that does not isolate; null when all do.</summary>
    private (PciAddress Function, AcsVerdict Verdict)? Blocker(PciFunction bridge)
    {
        for (PciFunction? hop = bridge; hop is not null; hop = topology.BridgeAbove(hop.Address.OnBus))
        {
            var verdict = IsolatesFunctions(hop);
            if (!verdict.Enforced)
            {
                return (hop.Address, verdict);
            }
        }

        return null;
    }

    private AcsVerdict IsolatesFunctions(PciFunction function)
    {
        var onRootBus = topology.ParentBus(function.Address.OnBus) is null;
        var subject = new AcsSubject(function, table.MultifunctionOf(function), onRootBus);
        return Acs.Enforces(subject, AcsFlags.Isolation, table.Platform);
    }

    /// <summary>
    /// The other functions of a bus that are registered and translated, in the order of registration.
    /// </summary>
    private IEnumerable<PciFunction> OthersOnBus(PciFunction function) =>
        from other in topology.On(function.Address.OnBus)
        where other.Address != function.Address && GroupTable.IsTranslated(other)
        let registered = table.Find(other.Address)
        where registered is not null
        orderby registered.Order
        select other;

    private GroupKey? GroupOf(PciAddress address) => table.GroupOf(address);
}
