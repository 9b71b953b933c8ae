using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Drivers;

/// <summary>A kernel driver: what it matches, and who claims DMA ownership for it.</summary>
/// <remarks>Source: struct pci_driver, <c>driver_managed_dma</c> in include/linux/device/driver.h.</remarks>
public sealed record Driver
{
    public required string Name { get; init; }

    /// <summary>
    /// The bus does not claim the group for it: it never does DMA (bridges, pci-stub) or claims by itself (VFIO).
    /// </summary>
    public bool ManagesDma { get; init; }

    /// <summary>Hands its devices to user space through VFIO.</summary>
    public bool IsVfio { get; init; }

    /// <summary>
    /// It never attaches a domain by itself: it has no DMA, or, as VFIO, attaches only what a user has claimed. A
    /// driver that manages DMA and attaches all the same, without a claim, is how hole H-2 is reached.
    /// </summary>
    public bool AttachesNothing { get; init; }

    /// <summary>
    /// It enables virtual functions when asked to (<c>sriov_configure</c>). vfio-pci does not, unless its module
    /// parameter <c>enable_sriov</c> is set.
    /// </summary>
    public bool EnablesVfs { get; init; }

    /// <summary>Its id table. Empty for a driver that matches by <c>driver_override</c> only.</summary>
    public ImmutableArray<PciMatch> Ids { get; init; } = [];

    /// <summary>Its id table lists the function.</summary>
    public bool Matches(PciFunction function)
    {
        foreach (var id in Ids)
        {
            if (id.Covers(function))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Kinds of function that its probe takes, whatever an override says; null for all.</summary>
    public ImmutableArray<PciKind>? Takes { get; init; }

    /// <summary>
    /// What its probe answers: vfio-pci refuses everything whose header is not a device's, pcieport what is no port.
    /// </summary>
    /// <remarks>
    /// Source: vfio_pci_core_register_device, drivers/vfio/pci/vfio_pci_core.c; pcie_portdrv_probe,
    /// drivers/pci/pcie/portdrv.c. Deviation: other drivers take whatever they are told to.
    /// </remarks>
    public Errno Probe(PciFunction function)
    {
        if (IsVfio && function.HeaderType != 0)
        {
            return Errno.EINVAL;
        }

        return Takes is not { } kinds || kinds.Contains(function.Kind) ? Errno.None : Errno.ENODEV;
    }

    public override string ToString() => Name;
}
