using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Pci;

public sealed class BootAcsTests
{
    [Theory]
    [InlineData(0x0000_005f, 0x001d_005f)]
    [InlineData(0x0040_005f, 0x005d_005f)]
    [InlineData(0x0000_0001, 0x0001_0001)]
    [InlineData(0x0000_0000, 0x0000_0000)]
    public void Enabled_StandardLayout_SwitchesOnWhatIsOffered(uint dumped, uint enabled)
    {
        var port = new PciFunction { Address = default, Kind = PciKind.RootPort, Acs = new AcsCapability(dumped, 0x40) };

        Assert.Equal(new AcsCapability(enabled, 0x40), BootAcs.Enabled(port).Acs);
    }

    [Fact]
    public void Enabled_MislaidRegisters_UsesTheSecondDword()
    {
        var port = new PciFunction
        {
            Address = default,
            VendorId = 0x8086,
            DeviceId = 0xa110,
            Kind = PciKind.RootPort,
            Acs = new AcsCapability(0x0f, 0),
        };

        Assert.Equal(new AcsCapability(0x0f, 0x0d), BootAcs.Enabled(port).Acs);
    }

    [Fact]
    public void Enabled_WithoutAcs_ChangesNothing()
    {
        var function = new PciFunction { Address = default };

        Assert.Same(function, BootAcs.Enabled(function));
    }
}
