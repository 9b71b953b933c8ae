
namespace FleetSim.Model.Pci;

/// <summary>One PCI function as enumeration sees it: what its config space says, and where it stands.</summary>
/// <remarks>Immutable; shared by every simulated host of the same kind. Inputs of <c>reference/groups.md</c> section
/// 2.</remarks>
public sealed record PciFunction
{
    public required PciAddress Address { get; init; }

    public ushort VendorId { get; init; }

    public ushort DeviceId { get; init; }

    /// <summary>Vendor of the card, from a type 0 header; 0 when there is none.</summary>
    public ushort SubsystemVendorId { get; init; }

    /// <summary>The card, as its vendor numbers it.</summary>
    public ushort SubsystemDeviceId { get; init; }

    /// <summary>Class code, 24 bit: base class, subclass, programming interface (0x020000 is Ethernet).</summary>
    public uint ClassCode { get; init; }

    public byte Revision { get; init; }

    /// <summary>Header layout: 0 device, 1 PCI-to-PCI bridge, 2 CardBus bridge (header type register bits
    /// 6:0).</summary>
    public byte HeaderType { get; init; }

    /// <summary>Bit 7 of this function's header type register. For a VF it is that of VF 0 of its PF.</summary>
    public bool MultifunctionBit { get; init; }

    public PciKind Kind { get; init; }

    /// <summary>Bus numbers of a bridge; null for anything else.</summary>
    public BridgeBuses? Buses { get; init; }

    /// <summary>Access Control Services, extended capability 0x000d; null without it.</summary>
    public AcsCapability? Acs { get; init; }

    /// <summary>Alternative Routing-ID Interpretation, extended capability 0x000e.</summary>
    public bool HasAri { get; init; }

    /// <summary>ARI forwarding of a downstream port (Device Control 2 bit 5): slots below it count as one.</summary>
    public bool AriForwarding { get; init; }

    public bool HasAts { get; init; }

    public bool HasPri { get; init; }

    /// <summary>Width of PASIDs the function can send, in bits; null without the PASID capability (0x001b).</summary>
    public byte? PasidBits { get; init; }

    /// <summary>SR-IOV, extended capability 0x0010, of a physical function.</summary>
    public SriovCapability? Sriov { get; init; }

    /// <summary>The physical function a virtual function belongs to; null for anything else.</summary>
    public PciAddress? PhysicalFunction { get; init; }

    /// <summary>The function under whose requester id this one's requests travel (children of Intel VMD).</summary>
    public PciAddress? RealDmaDevice { get; init; }

    /// <summary>A devfn on its own bus under which firmware says the function sends too (an IVRS alias entry of AMD
    /// hosts).</summary>
    public byte? FirmwareAlias { get; init; }

    /// <summary>The IOMMU unit that translates the function (<c>dmar0</c>, <c>ivhd0</c>); null when none
    /// does.</summary>
    public string? Unit { get; init; }

    /// <summary>Below an external-facing port (Thunderbolt, USB4): its group's default domain must be of type
    /// DMA.</summary>
    public bool Untrusted { get; init; }

    /// <summary>A reserved region of type <c>direct</c> (RMRR, unity map) binds it to identity mappings.</summary>
    public bool RequiresDirectMapping { get; init; }

    public bool IsBridge => HeaderType is 1 or 2;

    /// <summary>Class 0601: legacy devices behind it do DMA before they have a driver.</summary>
    public bool IsIsaBridge => ClassCode >> 8 == 0x0601;

    public bool IsVirtual => PhysicalFunction is not null;

    public override string ToString() => $"{Address} {VendorId:x4}:{DeviceId:x4} {Kind}";
}

/// <summary>Bus numbers of a bridge: the bus above, the bus below, and the highest bus below.</summary>
public readonly record struct BridgeBuses(byte Primary, byte Secondary, byte Subordinate);

/// <summary>The registers of an ACS capability.</summary>
/// <param name="CapabilityDword">32 bits at offset 4: the capability word, above it the control word.</param>
/// <param name="ControlDword">32 bits at offset 8: the egress control vector, or the control of mis-laid Intel root
/// ports.</param>
/// <remarks>Source: PCIe Base Specification 7.7.11; the mis-laid registers: drivers/pci/quirks.c, Sunrise
/// Point.</remarks>
public readonly record struct AcsCapability(uint CapabilityDword, uint ControlDword)
{
    public AcsFlags Capability => (AcsFlags)(ushort)CapabilityDword;

    public AcsFlags Control => (AcsFlags)(ushort)(CapabilityDword >> 16);

    /// <summary>With every flag of <paramref name="flags"/> that the capability offers switched on.</summary>
    public AcsCapability Enabled(AcsFlags flags) =>
        this with { CapabilityDword = CapabilityDword | ((uint)(Capability & flags) << 16) };
}

/// <summary>Bits of the ACS capability and control words.</summary>
[Flags]
public enum AcsFlags
{
    None = 0,
    SourceValidation = 0x01,
    TranslationBlocking = 0x02,
    RequestRedirect = 0x04,
    CompletionRedirect = 0x08,
    UpstreamForwarding = 0x10,
    EgressControl = 0x20,
    DirectTranslated = 0x40,

    /// <summary>What isolation needs, and what Linux switches on when an IOMMU is in use.</summary>
    Isolation = SourceValidation | RequestRedirect | CompletionRedirect | UpstreamForwarding,
}

/// <summary>The fields of an SR-IOV capability that place virtual functions.</summary>
/// <param name="TotalVfs">How many VFs the function can have.</param>
/// <param name="NumVfs">How many are enabled.</param>
/// <param name="FirstOffset">Routing-id distance from the PF to VF 0.</param>
/// <param name="Stride">Routing-id distance between neighbouring VFs.</param>
/// <param name="VfDeviceId">Device id all VFs report.</param>
public readonly record struct SriovCapability(
    ushort TotalVfs, ushort NumVfs, ushort FirstOffset, ushort Stride, ushort VfDeviceId);
