using FleetSim.Model.Pci;
using static FleetSim.Model.Tests.Pci.Capture.CaptureText;

namespace FleetSim.Model.Tests.Pci.Capture;

public sealed class VmdTests
{
    private const string Above = "pci0000:00/0000:00:0e.0/pci10000:e0";

    private static readonly PciTopology Host = Topology(
        Device("00:02.0", Endpoint()),
        Device("00:0e.0", Endpoint()),
        Device("10000:e0:06.0", RootPort(0xe1, 0xe1), $$""", "path": "{{Above}}/10000:e0:06.0" """),
        Device("10000:e1:00.0", Endpoint(), $$""", "path": "{{Above}}/10000:e0:06.0/10000:e1:00.0" """));

    [Fact]
    public void Read_VmdChildren_SendThroughTheEndpointAbove()
    {
        Assert.Equal(
            [null, null, "0000:00:0e.0", "0000:00:0e.0"],
            Host.Functions.Select(function => function.RealDmaDevice?.ToString()));
    }

    [Fact]
    public void Subtree_VmdEndpoint_TakesItsSegmentAlong()
    {
        var subtree = Host.Subtree(PciAddress.Parse("00:0e.0"));

        Assert.Equal(
            ["0000:00:0e.0", "10000:e0:06.0", "10000:e1:00.0"], subtree.Select(function => function.Address.ToString()));
        Assert.Equal(1, Host.Unplug(PciAddress.Parse("00:0e.0")).Count);
    }
}
