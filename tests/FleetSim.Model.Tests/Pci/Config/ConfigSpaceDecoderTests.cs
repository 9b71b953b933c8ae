using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Config;

namespace FleetSim.Model.Tests.Pci.Config;

public sealed class ConfigSpaceDecoderTests
{
    [Fact]
    public void Decode_ConventionalDevice_TellsIdentityOnly()
    {
        var expected = new PciFunction
        {
            Address = PciAddress.Parse("00:02.0"),
            VendorId = 0x8086,
            DeviceId = 0x10d3,
            ClassCode = 0x020000,
            Revision = 1,
            MultifunctionBit = true,
            Kind = PciKind.Conventional,
        };

        Assert.Equal(expected, new ConfigBytes().Byte(0x0e, 0x80).Decode());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Decode_BridgeHeader_TellsBusNumbers(byte headerType)
    {
        var bridge = new ConfigBytes().Bridge(0, 3, 7).Byte(0x0e, headerType).Decode();

        Assert.Equal(new BridgeBuses(0, 3, 7), bridge.Buses);
        Assert.Equal((headerType, PciKind.ConventionalBridge, true), (bridge.HeaderType, bridge.Kind, bridge.IsBridge));
    }

    [Theory]
    [InlineData(0, PciKind.Endpoint)]
    [InlineData(1, PciKind.LegacyEndpoint)]
    [InlineData(4, PciKind.RootPort)]
    [InlineData(5, PciKind.UpstreamPort)]
    [InlineData(6, PciKind.DownstreamPort)]
    [InlineData(7, PciKind.PcieToPciBridge)]
    [InlineData(8, PciKind.PciToPcieBridge)]
    [InlineData(9, PciKind.RootComplexEndpoint)]
    [InlineData(10, PciKind.RootComplexEventCollector)]
    public void Decode_PortType_IsKind(int portType, PciKind kind)
    {
        Assert.Equal(kind, new ConfigBytes().Express(portType).Decode().Kind);
    }

    [Fact]
    public void Decode_ListBitClear_IgnoresPointer()
    {
        Assert.Equal(PciKind.Conventional, new ConfigBytes().Express(4).Word(0x06, 0).Decode().Kind);
    }

    [Fact]
    public void Decode_CardBus_ListStartsAt14()
    {
        var bridge = new ConfigBytes().Bridge(0, 3, 7).Express(7).Byte(0x0e, 2).Byte(0x34, 0).Byte(0x14, 0x40).Decode();

        Assert.Equal(PciKind.PcieToPciBridge, bridge.Kind);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)] // Version 1 has no Device Control 2: what is there belongs to the next capability.
    public void Decode_AriForwarding_NeedsCapabilityVersion2(ushort version, bool forwards)
    {
        var port = new ConfigBytes().Express(4).Word(0x42, (ushort)(0x40 | version)).Word(0x68, 0x20).Decode();

        Assert.Equal(forwards, port.AriForwarding);
    }

    [Fact]
    public void Decode_ExtendedCapabilities_AllRead()
    {
        var function = new ConfigBytes().Express(0)
            .Extended(0x100, 0x000d, 0x140).Dword(0x104, 0x001d_005f).Dword(0x108, 0x55)
            .Extended(0x140, 0x000e, 0x150)
            .Extended(0x150, 0x000f, 0x160)
            .Extended(0x160, 0x0013, 0x170)
            .Extended(0x170, 0x001b, 0x180).Word(0x174, 0x1400)
            .Extended(0x180, 0x0010).Word(0x188, 1).Word(0x18e, 63).Word(0x190, 8).Word(0x194, 0x80).Word(0x196, 2).Word(0x19a, 0x1520)
            .Decode();

        Assert.Equal(new AcsCapability(0x001d_005f, 0x55), function.Acs);
        Assert.Equal(AcsFlags.Isolation, function.Acs!.Value.Control);
        Assert.Equal((true, true, true), (function.HasAri, function.HasAts, function.HasPri));
        Assert.Equal((byte)20, function.PasidBits);
        Assert.Equal(new SriovCapability(63, 8, 0x80, 2, 0x1520), function.Sriov);
    }

    [Fact]
    public void Decode_SriovNotEnabled_HasNoVfs()
    {
        var function = new ConfigBytes().Express(0)
            .Extended(0x100, 0x0010).Word(0x10e, 63).Word(0x110, 8).Word(0x114, 0x80).Word(0x116, 2).Decode();

        Assert.Equal(new SriovCapability(63, 0, 0x80, 2, 0), function.Sriov);
    }

    [Fact]
    public void Decode_SriovWithoutAnyVf_IsNoSriov()
    {
        Assert.Null(new ConfigBytes().Express(0).Extended(0x100, 0x0010).Decode().Sriov);
    }

    [Fact]
    public void Decode_AcsAtTheVeryEnd_HasNoSecondDword()
    {
        var function = new ConfigBytes().Express(4).Extended(0x100, 0, 0xff8).Extended(0xff8, 0x000d).Dword(0xffc, 0x1f).Decode();

        Assert.Equal(new AcsCapability(0x1f, 0), function.Acs);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(64)]
    public void Decode_ShortSpace_HasNoExtendedCapabilities(int size)
    {
        var bytes = new ConfigBytes().Extended(0x100, 0x000d).ToArray();

        var function = ConfigSpaceDecoder.Decode(default, new ConfigSpace(bytes.AsSpan(0, size), size));

        Assert.Null(function.Acs);
    }

    [Theory]
    [InlineData(0xffff_ffff)]
    [InlineData(0x0000_0000)]
    [InlineData(0x0000_ffff)]
    [InlineData(0xffff_0000)]
    public void Decode_AbsentIds_Refused(uint ids)
    {
        var problem = Assert.Throws<InputException>(() => new ConfigBytes().Dword(0, ids).Decode());

        Assert.Equal($"no function is there: its ids read as {ids:x8} (offset 0x0)", problem.Message);
    }

    [Fact]
    public void Decode_VirtualFunction_MayHaveNoIds()
    {
        var space = new ConfigBytes().Dword(0, uint.MaxValue).Space();

        Assert.Equal(0x020000u, ConfigSpaceDecoder.Decode(default, space, isVirtual: true).ClassCode);
    }

    [Fact]
    public void Decode_AllOnes_IsNotEvenAVirtualFunction()
    {
        var space = new ConfigSpace(Enumerable.Repeat((byte)0xff, 256).ToArray(), 256);

        var problem = Assert.Throws<InputException>(() => ConfigSpaceDecoder.Decode(default, space, isVirtual: true));

        Assert.Equal("no function is there: its ids read as ffffffff (offset 0x0)", problem.Message);
    }

    [Fact]
    public void Decode_ReservedPortType_Refused()
    {
        var problem = Assert.Throws<InputException>(() => new ConfigBytes().Express(3).Decode());

        Assert.Equal("the device/port type 3 is reserved (offset 0x42)", problem.Message);
    }

    [Fact]
    public void Decode_UnknownHeaderType_Refused()
    {
        var problem = Assert.Throws<InputException>(() => new ConfigBytes().Byte(0x0e, 0x83).Decode());

        Assert.Equal("the header type is 3, not 0, 1 or 2 (offset 0xe)", problem.Message);
    }

    [Fact]
    public void Decode_ExpressCapabilityCutShort_Refused()
    {
        var problem = Assert.Throws<InputException>(() =>
            new ConfigBytes().Word(0x06, 0x10).Byte(0x34, 0xe0).Byte(0xe0, 0x10).Word(0xe2, 0x42).Decode());

        Assert.Equal("the PCI Express capability is cut short by the end of the first 256 bytes (offset 0x108)", problem.Message);
    }

    [Theory]
    [InlineData(0x000d, 0x1000)]
    [InlineData(0x0010, 0x100a)]
    [InlineData(0x001b, 0x1000)]
    public void Decode_ExtendedCapabilityCutShort_RefusedWithOffset(ushort id, int offset)
    {
        var config = new ConfigBytes().Express(0).Extended(0x100, 0, 0xffc).Extended(0xffc, id);

        var problem = Assert.Throws<InputException>(() => config.Decode());

        Assert.Equal($"a register ends beyond the 4096 bytes of the config space (offset 0x{offset:x})", problem.Message);
    }

    [Fact]
    public void Decode_PasidWiderThan20Bits_Refused()
    {
        var config = new ConfigBytes().Express(0).Extended(0x100, 0x001b).Word(0x104, 0x1500);

        Assert.Equal(0x104, Assert.Throws<InputException>(() => config.Decode()).Place.Offset);
    }
}
