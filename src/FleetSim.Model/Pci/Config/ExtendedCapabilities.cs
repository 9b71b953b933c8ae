
namespace FleetSim.Model.Pci.Config;

/// <summary>The bodies of the extended capabilities that matter to an IOMMU.</summary>
/// <remarks>Source: PCIe Base Specification 7.7.11 (ACS), 7.8.9 (PASID), 9.3.3 (SR-IOV).</remarks>
internal static class ExtendedCapabilities
{
    internal const ushort AcsId = 0x000d;
    internal const ushort AriId = 0x000e;
    internal const ushort AtsId = 0x000f;
    internal const ushort SriovId = 0x0010;
    internal const ushort PriId = 0x0013;
    internal const ushort PasidId = 0x001b;

    internal static AcsCapability? Acs(ConfigSpace space, IReadOnlyDictionary<ushort, int> capabilities)
    {
        if (!capabilities.TryGetValue(AcsId, out var at))
        {
            return null;
        }

        // The dword at 8 exists only with egress control, and in the ports whose registers are mis-laid.
        var second = space.Holds(at + 8, 4) ? space.Dword(at + 8) : 0;
        return new AcsCapability(space.Dword(at + 4), second);
    }

    internal static byte? PasidBits(ConfigSpace space, IReadOnlyDictionary<ushort, int> capabilities)
    {
        if (!capabilities.TryGetValue(PasidId, out var at))
        {
            return null;
        }

        var bits = (byte)((space.Word(at + 4) >> 8) & 0x1f);
        return bits <= 20
            ? bits
            : throw new InputException($"a PASID has at most 20 bits, not {bits}", new InputPlace(Offset: at + 4));
    }

    /// <summary>Null also when the function can have no VF at all, as <c>sriov_init</c> has it.</summary>
    internal static SriovCapability? Sriov(ConfigSpace space, IReadOnlyDictionary<ushort, int> capabilities)
    {
        if (!capabilities.TryGetValue(SriovId, out var at) || space.Word(at + 0x0e) == 0)
        {
            return null;
        }

        var enabled = (space.Word(at + 0x08) & 1) != 0;
        return new SriovCapability(
            TotalVfs: space.Word(at + 0x0e),
            NumVfs: enabled ? space.Word(at + 0x10) : (ushort)0,
            FirstOffset: space.Word(at + 0x14),
            Stride: space.Word(at + 0x16),
            VfDeviceId: space.Word(at + 0x1a));
    }
}
