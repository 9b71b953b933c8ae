using FleetSim.Model.Drivers;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Drivers;

public sealed class DriverTests
{
    private static readonly PciFunction Nic = new()
    {
        Address = default,
        VendorId = 0x8086,
        DeviceId = 0x10d3,
        ClassCode = 0x020000,
    };

    [Theory]
    [InlineData("pci-stub", true)]
    [InlineData("pcieport", true)]
    [InlineData("vfio-pci", true)]
    [InlineData("uio_pci_generic", false)]
    [InlineData("e1000e", false)]
    [InlineData("nvme", false)]
    public void ManagesDma_DriversThatTheBusDoesNotClaimFor(string name, bool managed) =>
        Assert.Equal(managed, DriverCatalogue.Standard.Find(name)!.ManagesDma);

    [Theory]
    [InlineData("vfio-pci")]
    [InlineData("pci-stub")]
    [InlineData("uio_pci_generic")]
    public void Matches_EmptyIdTable_ByOverrideOnly(string name)
    {
        var driver = DriverCatalogue.Standard.Find(name)!;

        Assert.False(DriverCatalogue.Matches(driver, Nic, null));
        Assert.True(DriverCatalogue.Matches(driver, Nic, name));
    }

    [Theory]
    [InlineData(null, "e1000e")]
    [InlineData("vfio-pci", "vfio-pci")]
    [InlineData("igb", "igb")]
    [InlineData("not-loaded", null)]
    public void DriverFor_OverrideBeforeIdTables(string? driverOverride, string? expected) =>
        Assert.Equal(expected, DriverCatalogue.Standard.DriverFor(Nic, driverOverride)?.Name);

    [Fact]
    public void DriverFor_DriverNotLoaded_IsNone() =>
        Assert.Null(DriverCatalogue.Standard.Without("e1000e").DriverFor(Nic, null));

    [Theory]
    [InlineData(0, Errno.None)]
    [InlineData(1, Errno.EINVAL)]
    [InlineData(2, Errno.EINVAL)]
    public void Probe_VfioPci_TakesDevicesOnly(byte headerType, Errno expected)
    {
        var function = Nic with { HeaderType = headerType };

        Assert.Equal(expected, KnownDrivers.VfioPci.Probe(function));
        Assert.Equal(Errno.None, KnownDrivers.PciStub.Probe(function));
    }

    [Theory]
    [InlineData(PciKind.RootPort, "pcieport")]
    [InlineData(PciKind.DownstreamPort, "pcieport")]
    [InlineData(PciKind.ConventionalBridge, null)]
    [InlineData(PciKind.PcieToPciBridge, null)]
    public void DriverFor_Bridges_PortsOnly(PciKind kind, string? expected)
    {
        var bridge = new PciFunction { Address = default, ClassCode = 0x060400, HeaderType = 1, Kind = kind };

        Assert.Equal(expected, DriverCatalogue.Standard.DriverFor(bridge, null)?.Name);
    }
}
