using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups.Requesters;

/// <summary>
/// Functions that send under other requester ids than their own, and bridges that do not look like what they are.
/// </summary>
/// <remarks>
/// Source: reference/groups.md 5.2; quirk_dma_func0_alias and those after it in drivers/pci/quirks.c.
/// </remarks>
public static class RequesterQuirks
{
    private const int SlotsOnABus = 32;
    private const int VcaFunctions = 5;

    /// <summary>Further devfn on its own bus a function sends as, ascending, without its own.</summary>
    public static IEnumerable<byte> AliasDevfns(PciFunction function)
    {
        var own = function.Address.Devfn;
        var quirk = RequesterQuirkTable.Kind(function.VendorId, function.DeviceId) switch
        {
            RequesterQuirkKind.AsFunction0 => [OfSlot(own, 0)],
            RequesterQuirkKind.AsFunction1 => [OfSlot(own, 1)],
            RequesterQuirkKind.AdaptecRaid when RequesterQuirkTable.IsAdaptecRaid(function) => [OfSlot(0x01 << 3, 0)],
            RequesterQuirkKind.XeonPhi => [OfSlot(0x10 << 3, 0), OfSlot(0x11 << 3, 0), OfSlot(0x12 << 3, 3)],
            RequesterQuirkKind.VisualComputeAccelerator => VcaDevfns(),
            _ => (IEnumerable<byte>)[],
        };
        var firmware = function.FirmwareAlias is { } devfn ? quirk.Append(devfn) : quirk;
        return firmware.Where(alias => alias != own).Distinct().Order();
    }

    /// <summary>Whether either function sends under the other's requester id, or for it.</summary>
    public static bool AreAliases(PciFunction one, PciFunction other) =>
        AliasDevfns(one).Contains(other.Address.Devfn)
        || AliasDevfns(other).Contains(one.Address.Devfn)
        || one.RealDmaDevice == other.Address
        || other.RealDmaDevice == one.Address;

    /// <summary>The translation unit sits at this bridge, so requester ids above it mean nothing.</summary>
    public static bool IsTranslationRoot(PciFunction bridge) =>
        RequesterQuirkTable.Kind(bridge.VendorId, bridge.DeviceId) == RequesterQuirkKind.TranslationRoot;

    /// <summary>A PCIe-to-PCI bridge that shows no PCIe capability, mounted that way round.</summary>
    public static bool ActsAsPcieToPciBridge(PciFunction bridge, PciTopology topology) =>
        bridge is { Kind: PciKind.ConventionalBridge, HeaderType: 1 }
        && RequesterQuirkTable.Kind(bridge.VendorId, bridge.DeviceId) == RequesterQuirkKind.HiddenPcieBridge
        && topology.BridgeAbove(bridge.Address.OnBus) is { } above
        && above.Kind is not (PciKind.ConventionalBridge or PciKind.Conventional or PciKind.PcieToPciBridge);

    private static byte OfSlot(int devfn, int function) => (byte)((devfn & ~7) | function);

    private static IEnumerable<byte> VcaDevfns() =>
        from slot in Enumerable.Range(0, SlotsOnABus)
        from function in Enumerable.Range(0, VcaFunctions)
        select (byte)((slot << 3) | function);
}
