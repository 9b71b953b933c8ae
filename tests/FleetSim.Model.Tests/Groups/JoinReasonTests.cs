using FleetSim.Model.Groups;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Tests.Groups;

public sealed class JoinReasonTests
{
    [Theory]
    [InlineData("00:01.0 RP >01, 01:00.0 EP", "01:00.0",
        "joins group 0, because bridge 0000:00:01.0 above does not isolate (no ACS capability)")]
    [InlineData("00:01.0 RPu >01, 01:00.0 EP", "01:00.0",
        "joins group 0, because bridge 0000:00:01.0 above does not isolate (ACS lacks UF)")]
    [InlineData("00:01.0 RP >01, 01:00.0 USP >02, 02:00.0 DSP+ >03, 03:00.0 EP", "03:00.0",
        "joins group 0, because bridge 0000:02:00.0 above isolates only as far as 0000:00:01.0, "
        + "which does not (no ACS capability)")]
    [InlineData("00:1f.0 PCI mf, 00:1f.2 PCI mf", "00:1f.2",
        "joins group 0, because 0000:00:1f.0 in the same slot does not isolate functions either (conventional PCI)")]
    [InlineData("00:1c.0 RP+ >05, 05:00.0 P2P >06, 06:01.0 PCI", "06:01.0",
        "joins group 1, because its requests also arrive as 06:00.0, through bridge 0000:05:00.0")]
    [InlineData("00:04.0 RP+ >01, 01:00.0 EP id=1b4b:9172, 01:00.1 EP", "01:00.1",
        "joins group 1, because 0000:01:00.0 on the same bus shares a requester id with it")]
    [InlineData("00:0e.0 RCI, 10000:e0:06.0 RP+ >e1 via=00:0e.0", "10000:e0:06.0",
        "joins group 0, because 0000:00:0e.0 sends its requests")]
    [InlineData("00:02.0 RCI", "00:02.0", "new group 0, because nothing it cannot be isolated from has a group yet")]
    [InlineData("00:02.0 RCI bypass", "00:02.0", "no group, because no IOMMU unit translates it")]
    public void BootSteps_Addition_SaysWhy(string topology, string address, string sentence)
    {
        var steps = GroupTable.BootSteps(TopologyText.Parse(topology), GroupingPlatform.Of(IommuKind.Intel));

        var addition = steps.Single(step => step.Function == TopologyText.At(address));

        Assert.Equal($"{TopologyText.At(address)}: {sentence}", addition.ToString());
    }

    [Fact]
    public void Add_ThroughBridgeAndItsSibling_NamesBothSteps()
    {
        var host = new PluggedHost("00:1c.0 RP mf >01, 00:1c.4 RP mf bypass >02").Add("02:00.0 EP");

        Assert.Equal([JoinRule.UnisolatedPath, JoinRule.SlotSibling], host.Latest!.Why.Select(step => step.Rule));
        Assert.Equal(new GroupKey(0, 1), host.Latest.Group!.Key);
    }
}
