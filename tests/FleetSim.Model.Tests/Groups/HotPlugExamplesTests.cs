using FleetSim.Model.Groups;

namespace FleetSim.Model.Tests.Groups;

/// <summary>The hot-plug examples H1 to H8 of reference/groups.md section 7, and what follows from them.</summary>
public sealed class HotPlugExamplesTests
{
    private const string Switch = "01:00.0 USP >02, 02:00.0 DSP+ >03, 02:01.0 DSP+ >04, 03:00.0 EP, 04:00.0 EP";

    [Fact]
    public void H1_EndpointBelowUnisolatedRootPort_JoinsIt()
    {
        var host = new PluggedHost("00:01.0 RP >01").Add("01:00.0 EP");

        Assert.Equal("{00:01.0 01:00.0}", host.Groups);
        Assert.False(host.Latest!.IsNew);
    }

    [Fact]
    public void H2_SecondFunctionAppears_GrowsTheSingleton()
    {
        var host = new PluggedHost("00:01.0 RP+ >01, 01:00.0 EP mf").Add("01:00.1 EP mf");

        Assert.Equal("{00:01.0} {01:00.0 01:00.1}", host.Groups);
    }

    [Fact]
    public void H3_SwitchRemoved_LeavesTheRootPortsGroup()
    {
        var host = new PluggedHost("00:01.0 RP >01, " + Switch).Remove("01:00.0");

        Assert.Equal("{00:01.0}", host.Groups);
        Assert.Equal(new GroupKey(0, 1), host.Table.GroupOf(TopologyText.At("00:01.0")));
    }

    [Fact]
    public void H4_GroupDiesAndIsFormedAgain_HasTheIdAndAnotherIncarnation()
    {
        var host = new PluggedHost("00:01.0 RP+ >01, 01:00.0 EP+ mf, 00:1f.0 RCI");
        var former = host.Table.GroupOf(TopologyText.At("01:00.0"))!.Value;

        host.Remove("01:00.0").Add("01:00.0 EP+ mf");

        Assert.True(host.Latest!.IsNew);
        Assert.Equal(new GroupKey(former.Id, former.Incarnation + 1), host.Latest.Group!.Key);
        Assert.Null(host.Table.Find(former));
    }

    [Fact]
    public void H5_VfsEnabled_MakeGroupsOfTheirOwn()
    {
        var host = new PluggedHost("00:03.0 RP+ >01, 01:00.0 EP").Add("01:00.4 EP vf=01:00.0, 01:00.5 EP vf=01:00.0");

        Assert.Equal("{00:03.0} {01:00.0} {01:00.4} {01:00.5}", host.Groups);
    }

    [Fact]
    public void H6_Function1WithoutTheBitComesBack_IsAlone()
    {
        var host = new PluggedHost("00:01.0 RP+ >01, 01:00.0 EP mf, 01:00.1 EP");
        Assert.Equal("{00:01.0} {01:00.0 01:00.1}", host.Groups);

        host.Remove("01:00.1").Add("01:00.1 EP");

        Assert.Equal("{00:01.0} {01:00.0} {01:00.1}", host.Groups);
    }

    [Fact]
    public void H7_ThenFunction0ComesBack_JoinsFunction1()
    {
        var host = new PluggedHost("00:01.0 RP+ >01, 01:00.0 EP mf, 01:00.1 EP").Remove("01:00.1").Add("01:00.1 EP");

        host.Remove("01:00.0").Add("01:00.0 EP mf");

        Assert.Equal("{00:01.0} {01:00.1 01:00.0}", host.Groups);
    }

    [Fact]
    public void H8_Function1WithTheBitComesBack_JoinsAgain()
    {
        var host = new PluggedHost("00:01.0 RP+ >01, 01:00.0 EP mf, 01:00.1 EP mf");

        host.Remove("01:00.1").Add("01:00.1 EP mf");

        Assert.Equal("{00:01.0} {01:00.0 01:00.1}", host.Groups);
    }

    [Fact]
    public void Add_SlotScanWithAri_CountsTheWholeDevfn()
    {
        var host = new PluggedHost("00:01.0 RP+ >01 ari, 01:00.0 EP mf").Add("01:01.0 EP").Add("01:01.1 EP");

        Assert.True(host.Table.Find(TopologyText.At("01:01.0"))!.Multifunction);
        Assert.Equal("{00:01.0} {01:00.0} {01:01.0} {01:01.1}", host.Groups);
    }

    [Fact]
    public void Add_SiblingsInDifferentGroups_JoinsTheFirstRegistered()
    {
        // Functions 2 and 1 come back in this order without the bit, so each is alone; then function 0 has a choice.
        var host = new PluggedHost("00:01.0 RP+ >01, 01:00.0 EP mf, 01:00.1 EP, 01:00.2 EP")
            .Remove("01:00.1").Remove("01:00.2").Add("01:00.2 EP").Add("01:00.1 EP");

        host.Remove("01:00.0").Add("01:00.0 EP mf");

        Assert.Equal("{00:01.0} {01:00.2 01:00.0} {01:00.1}", host.Groups);
    }

    [Fact]
    public void Add_FunctionNoUnitTranslates_HasNoGroupButBlocksTheWayUp()
    {
        var host = new PluggedHost("00:01.0 RP >01 bypass").Add("01:00.0 EP");

        Assert.Equal("{01:00.0}", host.Groups);
        Assert.Null(host.Table.Find(TopologyText.At("00:01.0"))!.Group);
    }

    [Fact]
    public void Add_AmdIommusOwnFunction_HasNoGroup()
    {
        var table = TopologyText.Boot("00:00.2 PCI class=080600, 00:02.0 RCI");

        Assert.Equal("{00:02.0}", TopologyText.Print(table));
    }

    [Fact]
    public void Add_Twice_Throws()
    {
        var host = new PluggedHost("00:01.0 RP >01");

        var there = host.Topology[TopologyText.At("00:01.0")];

        Assert.Throws<ArgumentException>(() => host.Table.Add(there, host.Topology));
    }
}
