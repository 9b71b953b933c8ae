using FleetSim.Model.Pci;

namespace FleetSim.Verification.Conformance;

/// <summary>What one command of a recorded shell line does to the PCI functions of the guest.</summary>
/// <param name="Function">The function that is removed, or whose VFs are set.</param>
/// <param name="Bus">Where a rescan begins; null for all root buses.</param>
/// <param name="Count">VFs to have from now on.</param>
internal sealed record GuestCommand(
    GuestCommandKind Kind, PciAddress Function = default, PciBus? Bus = null, int Count = 0);

internal enum GuestCommandKind
{
    /// <summary>Nothing that groups depend on.</summary>
    None,
    Remove,
    Rescan,

    /// <summary>Enables VFs, or with a count of 0 takes them away.</summary>
    SetVirtualFunctions,
}
