using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Groups.Requesters;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Groups;

public sealed class QuirkTests
{
    private const AcsFlags Isolation = AcsFlags.Isolation;

    [Theory]
    [InlineData("00:1c.0 RP id=8086:1e10 >01", true)]
    [InlineData("00:1c.0 RP id=8086:8c90 >01", true)]
    [InlineData("00:1c.0 RP id=8086:8c91 >01", false)]
    [InlineData("00:1c.0 EP mf id=8086:1e10", false)]
    [InlineData("00:1c.0 RP id=177d:a123 >01", true)]
    [InlineData("00:1c.0 RP id=1c36:0031 >01", true)]
    [InlineData("00:1c.0 RP id=1d17:0724 >01", true)]
    [InlineData("00:1c.0 RP+ id=1d17:0722 >01", false)]
    [InlineData("00:1c.0 EP mf id=8088:1001", true)]
    [InlineData("00:1c.0 EP+ mf id=8088:1002", false)]
    [InlineData("00:1c.0 EP mf id=1924:0a03", true)]
    [InlineData("00:1c.0 RCI mf id=8086:0000", true)]
    [InlineData("00:1c.0 RCI mf id=1022:0000", false)]
    public void Enforces_KnownDevice_FollowsItsQuirk(string function, bool enforced)
    {
        Assert.Equal(enforced, Enforces(function, Isolation, new GroupingPlatform()));
    }

    [Fact]
    public void Enforces_IntelPchRootPort_NeedsItsPeerDecodesClosed()
    {
        var open = new GroupingPlatform { PchPeerDecodesClosed = false };

        Assert.False(Enforces("00:1c.0 RP id=8086:1e10 >01", Isolation, open));
        Assert.True(Enforces("00:1c.0 RP id=8086:1e10 >01", AcsFlags.None, open));
    }

    [Theory]
    [InlineData("00:14.2 PCI mf id=1002:4383", true, true)]
    [InlineData("00:14.2 PCI mf id=1002:4383", false, false)]
    [InlineData("00:14.2 PCI id=1002:4383", true, false)]
    public void Enforces_AmdSouthBridge_NeedsAnIvrsTable(string function, bool hasIvrs, bool enforced)
    {
        Assert.Equal(enforced, Enforces(function, Isolation, new GroupingPlatform { HasIvrs = hasIvrs }));
    }

    [Theory]
    [InlineData(0x1f, 0x1d, true)]
    [InlineData(0x1f, 0x0d, false)]
    [InlineData(0x0d, 0x0d, true)]
    public void Enforces_SunrisePointRootPort_ReadsItsControlAtOffset8(uint offered, uint control, bool enforced)
    {
        var port = TopologyText.Functions("00:1c.0 RP id=8086:a110 >01").Single() with
        {
            Acs = new AcsCapability(offered, control),
        };

        var verdict = Acs.Enforces(new AcsSubject(port, false, true), Isolation, new GroupingPlatform());

        Assert.Equal(new AcsVerdict(enforced, AcsBasis.Quirk), verdict);
    }

    [Fact]
    public void Enforces_VerifiedEndpoint_DoesNotCoverEgressControl()
    {
        Assert.False(Enforces("01:00.0 EP mf id=8086:1521", AcsFlags.EgressControl, new GroupingPlatform()));
    }

    [Theory]
    [InlineData("01:00.0 EP", "01:00.0")]
    [InlineData("01:00.3 EP id=1180:e832", "01:00.3 01:00.0")]
    [InlineData("01:00.0 EP id=1180:e832", "01:00.0")]
    [InlineData("01:00.1 EP id=1b4b:9235", "01:00.1")]
    [InlineData("01:0e.0 PCI id=9005:0285 sub=9005:02bb", "01:0e.0 01:01.0")]
    [InlineData("01:0e.0 PCI id=9005:0285 sub=9005:02cc", "01:0e.0")]
    [InlineData("01:00.0 EP id=8086:2260", "01:00.0 01:10.0 01:11.0 01:12.3")]
    [InlineData("01:00.0 EP ivrs=a5", "01:00.0 01:14.5")]
    [InlineData("01:00.0 P2P >02, 02:01.0 PCI", "02:01.0 02:00.0")]
    [InlineData("01:00.0 REV >02, 02:01.0 PCI", "02:01.0 01:00.0")]
    [InlineData("00:1e.0 BR id=8086:244e >02, 02:01.0 PCI", "02:01.0 00:1e.0")]
    [InlineData("00:1c.0 RP >01, 01:00.0 BR id=1b21:1080 >02, 02:01.0 PCI", "02:01.0 02:00.0")]
    [InlineData("00:1c.0 P2P >01, 01:00.0 BR id=1b21:1080 >02, 02:01.0 PCI", "02:01.0 01:00.0")]
    [InlineData("00:1c.0 P2P >01, 01:00.0 RP id=14e4:9084 >02, 02:01.0 EP", "02:01.0")]
    public void RequesterIds_OfTheLastFunction_AreThoseOnTheWayUp(string topology, string expected)
    {
        var host = TopologyText.Parse(topology);
        var last = TopologyText.Functions(topology).Last();

        Assert.Equal(expected, string.Join(' ', DmaAliases.RequesterIds(last, host)));
    }

    private static bool Enforces(string function, AcsFlags flags, GroupingPlatform platform)
    {
        var parsed = TopologyText.Functions(function).Single();
        return Acs.Enforces(new AcsSubject(parsed, parsed.MultifunctionBit, OnRootBus: true), flags, platform).Enforced;
    }
}
