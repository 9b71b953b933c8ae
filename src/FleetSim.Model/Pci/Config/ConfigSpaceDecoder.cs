
namespace FleetSim.Model.Pci.Config;

/// <summary>Reads a function out of its configuration space, as enumeration does.</summary>
/// <remarks>
/// Source: PCI 3.0 chapter 6, PCIe chapter 7; drivers/pci/probe.c <c>pci_setup_device</c>, <c>set_pcie_port_type</c>.
/// Deviation: a bridge's bus numbers are taken as they are; Linux renumbers bridges that firmware left incoherent.
/// </remarks>
public static class ConfigSpaceDecoder
{
    private const int HeaderTypeRegister = 0x0e;
    private const byte ExpressId = 0x10;

    /// <summary>Device Control 2 exists from capability version 2 on.</summary>
    private const int DeviceControl2 = 0x28;

    private const int AriForwardingEnable = 0x20;

    /// <summary>The function at an address.</summary>
    /// <param name="isVirtual">A virtual function: its ids read as all ones and come from its physical
    /// function.</param>
    /// <exception cref="InputException">No function answers there, or the space is incoherent; with the
    /// offset.</exception>
    public static PciFunction Decode(PciAddress address, ConfigSpace space, bool isVirtual = false)
    {
        ArgumentNullException.ThrowIfNull(space);
        RequirePresent(space, isVirtual);
        var headerType = (byte)(space.Byte(HeaderTypeRegister) & 0x7f);
        if (headerType > 2)
        {
            throw new InputException(
                $"the header type is {headerType}, not 0, 1 or 2", new InputPlace(Offset: HeaderTypeRegister));
        }

        var classAndRevision = space.Dword(0x08);
        var function = new PciFunction
        {
            Address = address,
            VendorId = space.Word(0x00),
            DeviceId = space.Word(0x02),
            ClassCode = classAndRevision >> 8,
            Revision = (byte)classAndRevision,
            HeaderType = headerType,
            MultifunctionBit = (space.Byte(HeaderTypeRegister) & 0x80) != 0,
            Kind = headerType == 0 ? PciKind.Conventional : PciKind.ConventionalBridge,
            Buses = headerType == 0 ? null : new BridgeBuses(space.Byte(0x18), space.Byte(0x19), space.Byte(0x1a)),
        };
        return WithExtended(WithExpress(function, space), space);
    }

    /// <summary>
    /// Whether vendor and device id are what an empty slot answers (all ones, or zero on broken boards).
    /// </summary>
    /// <remarks>Source: drivers/pci/probe.c <c>pci_bus_generic_read_dev_vendor_id</c>.</remarks>
    private static bool ReadsAsAbsent(ConfigSpace space) =>
        space.Dword(0) is uint.MaxValue or 0 or 0x0000_ffff or 0xffff_0000;

    private static void RequirePresent(ConfigSpace space, bool isVirtual)
    {
        var idsMissing = isVirtual && space.Dword(0) == uint.MaxValue && space.Dword(0x08) != uint.MaxValue;
        if (ReadsAsAbsent(space) && !idsMissing)
        {
            throw new InputException(
                $"no function is there: its ids read as {space.Dword(0):x8}", new InputPlace(Offset: 0));
        }
    }

    private static PciFunction WithExpress(PciFunction function, ConfigSpace space)
    {
        if (!CapabilityList.Standard(space).TryGetValue(ExpressId, out var at))
        {
            return function;
        }

        var flags = space.Word(at + 2);
        var version = flags & 0xf;
        return function with
        {
            Kind = Kind((flags >> 4) & 0xf, at + 2),
            AriForwarding = version > 1 && (ConventionalWord(space, at + DeviceControl2) & AriForwardingEnable) != 0,
        };
    }

    private static ushort ConventionalWord(ConfigSpace space, int offset) =>
        offset <= ConfigSpace.ConventionalSize - 2
            ? space.Word(offset)
            : throw new InputException(
                "the PCI Express capability is cut short by the end of the first 256 bytes",
                new InputPlace(Offset: offset));

    private static PciKind Kind(int portType, int offset) => portType switch
    {
        0 => PciKind.Endpoint,
        1 => PciKind.LegacyEndpoint,
        4 => PciKind.RootPort,
        5 => PciKind.UpstreamPort,
        6 => PciKind.DownstreamPort,
        7 => PciKind.PcieToPciBridge,
        8 => PciKind.PciToPcieBridge,
        9 => PciKind.RootComplexEndpoint,
        10 => PciKind.RootComplexEventCollector,
        _ => throw new InputException($"the device/port type {portType} is reserved", new InputPlace(Offset: offset)),
    };

    private static PciFunction WithExtended(PciFunction function, ConfigSpace space)
    {
        var capabilities = CapabilityList.Extended(space);
        return function with
        {
            Acs = ExtendedCapabilities.Acs(space, capabilities),
            HasAri = capabilities.ContainsKey(ExtendedCapabilities.AriId),
            HasAts = capabilities.ContainsKey(ExtendedCapabilities.AtsId),
            HasPri = capabilities.ContainsKey(ExtendedCapabilities.PriId),
            PasidBits = ExtendedCapabilities.PasidBits(space, capabilities),
            Sriov = ExtendedCapabilities.Sriov(space, capabilities),
        };
    }
}
