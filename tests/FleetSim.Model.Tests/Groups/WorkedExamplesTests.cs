using FleetSim.Model.Groups.Platform;
using FleetSim.Model.Groups.Requesters;

namespace FleetSim.Model.Tests.Groups;

/// <summary>The worked examples of reference/groups.md section 7, by their numbers.</summary>
public sealed class WorkedExamplesTests
{
    private const string Switch = "01:00.0 USP >02, 02:00.0 DSP+ >03, 02:01.0 DSP+ >04, 03:00.0 EP, 04:00.0 EP";

    private const string SwitchNoAcs = "01:00.0 USP >02, 02:00.0 DSP >03, 02:01.0 DSP >04, 03:00.0 EP, 04:00.0 EP";

    private const string Vfs =
        "01:00.4 EP vf=01:00.0, 01:00.5 EP vf=01:00.0, 01:01.0 EP vf=01:00.0, 02:00.0 EP vf=01:00.0";

    private const string VfsWithBit =
        "01:00.4 EP mf vf=01:00.0, 01:00.5 EP mf vf=01:00.0, 01:01.0 EP mf vf=01:00.0, 02:00.0 EP mf vf=01:00.0";

    [Theory]
    [InlineData("1", "00:01.0 RP+ >01, 01:00.0 EP", "{00:01.0} {01:00.0}")]
    [InlineData("2", "00:01.0 RP >01, 01:00.0 EP", "{00:01.0 01:00.0}")]
    [InlineData("3", "00:01.0 RP+ >01, 01:00.0 EP mf, 01:00.1 EP mf", "{00:01.0} {01:00.0 01:00.1}")]
    [InlineData("4", "00:01.0 RP+ >01, 01:00.0 EP+ mf, 01:00.1 EP+ mf", "{00:01.0} {01:00.0} {01:00.1}")]
    [InlineData("5", "00:01.0 RP+ >01, 01:00.0 EP0 mf, 01:00.1 EP0 mf", "{00:01.0} {01:00.0} {01:00.1}")]
    [InlineData("6", "00:01.0 RP+ >01, 01:00.0 EPr mf, 01:00.1 EPr mf", "{00:01.0} {01:00.0 01:00.1}")]
    [InlineData("6b", "00:01.0 RP+ >01, 01:00.0 EP mf id=8086:1521, 01:00.1 EP mf id=8086:1521",
        "{00:01.0} {01:00.0} {01:00.1}")]
    [InlineData("7", "00:01.0 RP+ >01, " + Switch, "{00:01.0} {01:00.0} {02:00.0} {02:01.0} {03:00.0} {04:00.0}")]
    [InlineData("8", "00:01.0 RP+ >01, " + SwitchNoAcs, "{00:01.0} {01:00.0} {02:00.0 03:00.0} {02:01.0 04:00.0}")]
    [InlineData("8b",
        "00:01.0 RP+ >01, 01:00.0 USP >02, 02:00.0 DSP+ >03, 02:01.0 DSP >04, 03:00.0 EP, 04:00.0 EP",
        "{00:01.0} {01:00.0} {02:00.0} {02:01.0 04:00.0} {03:00.0}")]
    [InlineData("9", "00:01.0 RP >01, " + Switch, "{00:01.0 01:00.0 02:00.0 02:01.0 03:00.0 04:00.0}")]
    [InlineData("10", "00:1c.0 RP+ >05, 05:00.0 P2P >06, 06:00.0 PCI, 06:01.0 PCI",
        "{00:1c.0} {05:00.0 06:00.0 06:01.0}")]
    [InlineData("10b", "00:1c.0 RP >05, 05:00.0 P2P >06, 06:00.0 PCI, 06:01.0 PCI",
        "{00:1c.0 05:00.0 06:00.0 06:01.0}")]
    [InlineData("11",
        "00:1e.0 BR >07, 07:00.0 PCI, 07:01.0 PCI, 00:1f.0 PCI mf, 00:1f.2 PCI mf, 00:1f.6 RCI+ mf",
        "{00:1e.0 07:00.0 07:01.0} {00:1f.0 00:1f.2} {00:1f.6}")]
    [InlineData("12",
        "00:1c.0 RP mf >01, 00:1c.4 RP mf >02, 00:1c.5 RP+ mf >03, 01:00.0 EP, 02:00.0 EP, 03:00.0 EP",
        "{00:1c.0 00:1c.4 01:00.0 02:00.0} {00:1c.5} {03:00.0}")]
    [InlineData("13", "00:03.0 RP+ >01, 01:00.0 EP, " + Vfs,
        "{00:03.0} {01:00.0} {01:00.4} {01:00.5} {01:01.0} {02:00.0}")]
    [InlineData("13b", "00:03.0 RP+ >01, 01:00.0 EP, " + VfsWithBit,
        "{00:03.0} {01:00.0} {01:00.4 01:00.5} {01:01.0} {02:00.0}")]
    [InlineData("14", "00:04.0 RP+ >01, 01:00.0 EP id=1b4b:9172", "{00:04.0} {01:00.0}")]
    [InlineData("14b", "00:04.0 RP+ >01, 01:00.0 EP id=1b4b:9172, 01:00.1 EP", "{00:04.0} {01:00.0 01:00.1}")]
    [InlineData("15", "00:02.0 RCI id=8086:0001, 00:14.0 RCI mf id=8086:0002, 00:14.2 RCI mf id=8086:0003",
        "{00:02.0} {00:14.0} {00:14.2}")]
    [InlineData("16",
        "00:0e.0 RCI, 10000:e0:06.0 RP+ >e1 via=00:0e.0, 10000:e1:00.0 EP via=00:0e.0",
        "{00:0e.0 10000:e0:06.0 10000:e1:00.0}")]
    [InlineData("17", "00:01.0 RPu >01, 01:00.0 EP", "{00:01.0 01:00.0}")]
    [InlineData("18", "00:01.0 RPs >01, 01:00.0 EP", "{00:01.0} {01:00.0}")]
    public void Boot_Example_HasTheGroupsOfTheReference(string example, string topology, string groups)
    {
        var table = TopologyText.Boot(topology);

        Assert.True(groups == TopologyText.Print(table), $"example {example}: {TopologyText.Print(table)}");
        Assert.Equal(Enumerable.Range(0, table.Count), table.Groups.Select(group => group.Id));
    }

    [Fact]
    public void RequesterIds_Example10_AddTheBridgesSecondaryBus()
    {
        var topology = TopologyText.Parse("00:1c.0 RP+ >05, 05:00.0 P2P >06, 06:00.0 PCI, 06:01.0 PCI");

        var rids = DmaAliases.RequesterIds(topology[TopologyText.At("06:01.0")], topology);

        Assert.Equal(["06:01.0", "06:00.0"], rids.Select(rid => rid.ToString()));
    }

    [Fact]
    public void RequesterIds_Example14_AddTheAbsentFunction1()
    {
        var topology = TopologyText.Parse("00:04.0 RP+ >01, 01:00.0 EP id=1b4b:9172");

        var rids = DmaAliases.RequesterIds(topology[TopologyText.At("01:00.0")], topology);

        Assert.Equal(["01:00.0", "01:00.1"], rids.Select(rid => rid.ToString()));
    }

    [Theory]
    [InlineData("19", PlatformGroupRule.OneEach, 1u, 2u, 0, 1)]
    [InlineData("20", PlatformGroupRule.ByStreamId, 7u, 7u, 0, 0)]
    public void Add_TwoPlatformDevices_HaveTheGroupsOfTheReference(
        string example, PlatformGroupRule rule, uint first, uint second, int firstGroup, int secondGroup)
    {
        var groups = PlatformGroups.Empty(rule).Add("dma0", [first]).Next.Add("dma1", [second]).Next;

        Assert.True(firstGroup == groups.GroupOf("dma0") && secondGroup == groups.GroupOf("dma1"), example);
    }

    [Fact]
    public void Add_StreamIdsOfTwoGroups_IsEinval()
    {
        var groups = PlatformGroups.Empty(PlatformGroupRule.ByStreamId).Add("a", [1]).Next.Add("b", [2]).Next;

        Assert.Equal(Errno.EINVAL, groups.Add("c", [1, 2]).Refusal);
        Assert.Equal(
            Errno.EINVAL, PlatformGroups.Empty(PlatformGroupRule.OneEach).Add("a", [1]).Next.Add("b", [1]).Refusal);
    }
}
