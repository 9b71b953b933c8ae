using FleetSim.Model.Pci.Config;

namespace FleetSim.Model.Tests.Pci.Config;

public sealed class CapabilityListTests
{
    [Fact]
    public void Standard_LowPointerBits_AreIgnored()
    {
        var space = new ConfigBytes().Express(0, next: 0x73).Byte(0x34, 0x42).Byte(0x70, 0x05).Space();

        Assert.Equal([(0x05, 0x70), (0x10, 0x40)], CapabilityList.Standard(space).Select(at => ((int)at.Key, at.Value)).Order());
    }

    [Fact]
    public void Standard_SameIdTwice_FirstCounts()
    {
        var space = new ConfigBytes().Express(4, next: 0x80).Byte(0x80, 0x10).Space();

        Assert.Equal(0x40, CapabilityList.Standard(space)[0x10]);
    }

    [Fact]
    public void Standard_IdOfAllOnes_EndsTheList()
    {
        var space = new ConfigBytes().Express(4, next: 0x80).Word(0x80, 0xffff).Space();

        Assert.Equal([(byte)0x10], CapabilityList.Standard(space).Keys);
    }

    [Fact]
    public void Standard_Loop_RefusedWithOffsetOfThePointer()
    {
        var space = new ConfigBytes().Express(4, next: 0x80).Byte(0x80, 0x05).Byte(0x81, 0x40).Space();

        var problem = Assert.Throws<InputException>(() => CapabilityList.Standard(space));

        Assert.Equal("the capability list is a loop: it comes back to 0x40 (offset 0x81)", problem.Message);
    }

    [Fact]
    public void Standard_PointerIntoHeader_Refused()
    {
        var space = new ConfigBytes().Express(4, next: 0x3c).Space();

        var problem = Assert.Throws<InputException>(() => CapabilityList.Standard(space));

        Assert.Equal("a capability pointer leads to 0x3c, into the header (offset 0x41)", problem.Message);
    }

    [Fact]
    public void Standard_OnlyHeaderRecordedOfLargerSpace_Refused()
    {
        var space = new ConfigSpace(new ConfigBytes().Express(4).ToArray().AsSpan(0, 64), 4096);

        var problem = Assert.Throws<InputException>(() => CapabilityList.Standard(space));

        Assert.Equal(
            "a capability pointer leads to 0x40, of which nothing was recorded (config space is read as root) (offset 0x34)",
            problem.Message);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    public void Extended_NoHeaderAt100_IsEmpty(uint header)
    {
        Assert.Empty(CapabilityList.Extended(new ConfigBytes().Dword(0x100, header).Space()));
    }

    [Fact]
    public void Extended_LowPointerBits_AreIgnored()
    {
        var space = new ConfigBytes().Extended(0x100, 0x0001, 0x143).Extended(0x140, 0x000d).Space();

        Assert.Equal(0x140, CapabilityList.Extended(space)[0x000d]);
    }

    [Fact]
    public void Extended_AllOfTheSpace_IsWalkedToItsEnd()
    {
        var config = new ConfigBytes();
        for (var at = 0x100; at < 0xff8; at += 8)
        {
            config.Extended(at, 0x0001, (uint)at + 8);
        }

        Assert.Equal(0xff8, CapabilityList.Extended(config.Extended(0xff8, 0x000d).Space())[0x000d]);
    }

    [Fact]
    public void Extended_Loop_RefusedWithOffset()
    {
        var space = new ConfigBytes().Extended(0x100, 0x0001, 0x140).Extended(0x140, 0x000d, 0x100).Space();

        var problem = Assert.Throws<InputException>(() => CapabilityList.Extended(space));

        Assert.Equal("the extended capability list is a loop: it comes back to 0x100 (offset 0x140)", problem.Message);
    }

    [Fact]
    public void Extended_PointerBelow100_RefusedWithOffset()
    {
        var space = new ConfigBytes().Extended(0x100, 0x0001, 0xfc).Space();

        var problem = Assert.Throws<InputException>(() => CapabilityList.Extended(space));

        Assert.Equal("an extended capability points to 0x0fc, below 0x100 (offset 0x100)", problem.Message);
    }

    [Fact]
    public void Extended_PointerBeyondASmallSpace_RefusedWithOffset()
    {
        var bytes = new ConfigBytes().Extended(0x100, 0x0001, 0x800).ToArray().AsSpan(0, 0x200);

        var space = new ConfigSpace(bytes, 0x200);

        Assert.Equal(0x800, Assert.Throws<InputException>(() => CapabilityList.Extended(space)).Place.Offset);
    }

    [Theory]
    [InlineData(15, 256, "the header is cut short after 15 of at least 16 bytes (offset 0xf)")]
    [InlineData(64, 63, "a config space has 64 to 4096 bytes, not 63")]
    [InlineData(64, 4097, "a config space has 64 to 4096 bytes, not 4097")]
    [InlineData(257, 256, "the config space has 257 bytes, more than its size of 256 (offset 0x100)")]
    public void ConfigSpace_SizesThatDoNotFit_Refused(int given, int size, string message)
    {
        Assert.Equal(message, Assert.Throws<InputException>(() => new ConfigSpace(new byte[given], size)).Message);
    }
}
