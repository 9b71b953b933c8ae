using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Pci.Lspci;

/// <summary>Puts the IOMMU into a host whose dump has none.</summary>
internal static class DumpHost
{
    private const uint AmdIommuClass = 0x0806;

    internal static PciTopology Completed(PciTopology topology, ImportOptions options)
    {
        var unit = Unit(topology, options.DumpIommu);
        return PciTopology.Empty.Plug(topology.Functions.Select(function => Completed(function, unit, options)));
    }

    private static PciFunction Completed(PciFunction function, string? unit, ImportOptions options) =>
        (options.EnableAcsInDump && unit is not null ? BootAcs.Enabled(function) : function) with
        {
            Unit = IsUnitItself(function, unit, options.DumpIommu) || !options.InScopeInDump(function) ? null : unit,
        };

    /// <summary>Named as the captures name it.</summary>
    private static string? Unit(PciTopology topology, IommuKind kind) => kind switch
    {
        IommuKind.None => null,
        IommuKind.Amd => "ivhd0",
        IommuKind.Virtio => topology.Functions.FirstOrDefault(IsVirtioIommu)?.Address.ToString()
            ?? throw new InputException("a virtio IOMMU is a PCI function 1af4:1057, and there is none"),
        _ => "dmar0",
    };

    private static bool IsUnitItself(PciFunction function, string? unit, IommuKind kind) => kind switch
    {
        IommuKind.Amd => function.ClassCode >> 8 == AmdIommuClass,
        IommuKind.Virtio => function.Address.ToString() == unit,
        _ => false,
    };

    private static bool IsVirtioIommu(PciFunction function) => function is { VendorId: 0x1af4, DeviceId: 0x1057 };
}
