using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups.Requesters;

/// <summary>The requester ids of a function, in the order in which the way up to the root complex adds them.</summary>
/// <remarks>Source: reference/groups.md 3.3; pci_for_each_dma_alias in drivers/pci/search.c.</remarks>
public static class DmaAliases
{
    /// <summary>All (function visited, requester id) pairs; the same id can come more than once.</summary>
    /// <param name="topology">Holds the function, what is above it, and its real DMA device.</param>
    public static IReadOnlyList<DmaAlias> Of(PciFunction function, PciTopology topology)
    {
        var sender = Sender(function, topology);
        var aliases = new List<DmaAlias> { new(sender.Address, sender.Address.Rid) };
        foreach (var devfn in RequesterQuirks.AliasDevfns(sender))
        {
            aliases.Add(new DmaAlias(sender.Address, new Rid(sender.Address.Bus, devfn)));
        }

        for (PciBus? bus = sender.Address.OnBus; bus is { } at; bus = topology.ParentBus(at))
        {
            if (topology.BridgeAbove(at) is not { } bridge)
            {
                continue; // An SR-IOV virtual bus has no bridge; the root bus ends the walk.
            }

            if (RequesterQuirks.IsTranslationRoot(bridge))
            {
                break;
            }

            if (Rewritten(bridge, at, topology) is { } rid)
            {
                aliases.Add(new DmaAlias(bridge.Address, rid));
            }
        }

        return aliases;
    }

    /// <summary>The distinct requester ids to program in the IOMMU for a function, in the order of the walk.</summary>
    public static IReadOnlyList<Rid> RequesterIds(PciFunction function, PciTopology topology) =>
        [.. Of(function, topology).Select(alias => alias.Rid).Distinct()];

    /// <summary>The function whose requester id the requests carry.</summary>
    internal static PciFunction Sender(PciFunction function, PciTopology topology) =>
        function.RealDmaDevice is { } real && topology.Find(real) is { } sender ? sender : function;

    /// <summary>The requester id a bridge puts in place of those from below; null when it leaves them.</summary>
    private static Rid? Rewritten(PciFunction bridge, PciBus below, PciTopology topology) => bridge.Kind switch
    {
        PciKind.PcieToPciBridge => new Rid(below.Number, 0),
        PciKind.PciToPcieBridge => bridge.Address.Rid,
        PciKind.ConventionalBridge when RequesterQuirks.ActsAsPcieToPciBridge(bridge, topology) =>
            new Rid(below.Number, 0),
        PciKind.ConventionalBridge => bridge.Address.Rid,
        _ => null,
    };
}
