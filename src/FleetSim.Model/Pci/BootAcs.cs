
namespace FleetSim.Model.Pci;

/// <summary>What Linux does to ACS controls at boot when an IOMMU is in use.</summary>
/// <remarks>
/// Source: drivers/pci/pci.c <c>pci_enable_acs</c>; drivers/pci/quirks.c <c>pci_quirk_enable_intel_spt_pch_acs</c>.
/// Deviation: translation blocking, which is only for external-facing ports, stays as it is.
/// </remarks>
public static class BootAcs
{
    /// <summary>The function with SV, RR, CR and UF switched on where it offers them.</summary>
    public static PciFunction Enabled(PciFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (function.Acs is not { } acs)
        {
            return function;
        }

        var enabled = IsMislaid(function)
            ? acs with { ControlDword = acs.ControlDword | (acs.CapabilityDword & (uint)AcsFlags.Isolation) }
            : acs.Enabled(AcsFlags.Isolation);
        return function with { Acs = enabled };
    }

    /// <summary>Root ports of Intel's Sunrise and Union Point: 32-bit capability at 4, 32-bit control at 8.</summary>
    public static bool IsMislaid(PciFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function is { VendorId: 0x8086, Kind: PciKind.RootPort }
            && function.DeviceId is (>= 0xa110 and <= 0xa11f) or (>= 0xa167 and <= 0xa16a)
                or (>= 0xa290 and <= 0xa29f) or (>= 0xa2e7 and <= 0xa2ee) or (>= 0x9d10 and <= 0x9d1b);
    }
}
