using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Tests.Pci;

public sealed class PciTopologyTests
{
    /// <summary>Two root buses; a switch; a PF on bus 3 with VFs there and on bus 4, which is virtual.</summary>
    private static readonly PciTopology Host = PciTopology.Empty.Plug(
    [
        Function("40:00.0"),
        Function("00:1f.0"),
        Bridge("00:02.0", 5, 5),
        Bridge("00:03.0", 1, 4),
        Function("05:00.0"),
        Bridge("01:00.0", 2, 4),
        Bridge("02:01.0", 3, 4),
        Function("03:00.1", pf: "03:00.0"),
        Function("04:00.0", pf: "03:00.0"),
        Function("03:00.0"),
    ]);

    [Fact]
    public void ScanOrder_Host_IsBusByBusAndBridgeByBridgeThenVfs()
    {
        Assert.Equal(
            "00:02.0 00:03.0 00:1f.0 05:00.0 01:00.0 02:01.0 03:00.0 40:00.0 03:00.1 04:00.0", Text(Host.ScanOrder()));
    }

    [Theory]
    [InlineData("00:03.0", "00:03.0 01:00.0 02:01.0 03:00.0 03:00.1 04:00.0")]
    [InlineData("03:00.0", "03:00.0 03:00.1 04:00.0")]
    [InlineData("04:00.0", "04:00.0")]
    [InlineData("00:02.0", "00:02.0 05:00.0")]
    [InlineData("00:04.0", "")]
    public void Subtree_Top_TakesWhatIsBelowAndVfs(string top, string expected)
    {
        Assert.Equal(expected, Text(Host.Subtree(PciAddress.Parse(top))));
    }

    [Fact]
    public void RootBuses_VirtualBus_IsNone()
    {
        Assert.Equal([new PciBus(0, 0), new PciBus(0, 0x40)], Host.RootBuses());
        Assert.Equal(new PciBus(0, 3), Host.ParentBus(new PciBus(0, 4)));
    }

    [Fact]
    public void RootBuses_OrdinaryFunctionBesideVfs_MakesItARootBus()
    {
        var host = Host.Plug([Function("04:05.0")]);

        Assert.Contains(new PciBus(0, 4), host.RootBuses());
        Assert.Equal(host.Count, host.ScanOrder().Count);
    }

    [Theory]
    [InlineData("00:03.0")]
    [InlineData("03:00.0")]
    [InlineData("40:00.0")]
    public void Unplug_ThenPlugAgain_IsTheSameHost(string top)
    {
        var subtree = Host.Subtree(PciAddress.Parse(top));

        var without = Host.Unplug(PciAddress.Parse(top));

        Assert.Equal(Host.Count - subtree.Count, without.Count);
        Assert.DoesNotContain(without.Functions, function => subtree.Contains(function));
        Assert.Equal(Host.ScanOrder(), without.Plug(subtree).ScanOrder());
    }

    [Fact]
    public void Unplug_Bridge_FreesItsBusForAnother()
    {
        var moved = Host.Unplug(PciAddress.Parse("00:02.0")).Plug([Bridge("00:05.0", 5, 5), Function("05:00.0")]);

        Assert.Equal("0000:00:05.0", moved.BridgeAbove(new PciBus(0, 5))!.Address.ToString());
    }

    [Fact]
    public void Unplug_NothingThere_ChangesNothing()
    {
        Assert.Equal(Host.Functions, Host.Unplug(PciAddress.Parse("00:04.0")).Functions);
    }

    [Fact]
    public void Plug_SameNumbersInAnotherSegment_AreApart()
    {
        var two = Host.Plug([Bridge("0001:00:03.0", 1, 1), Function("0001:01:00.0")]);

        Assert.Equal("0001:00:03.0 0001:01:00.0", Text(two.Subtree(PciAddress.Parse("0001:00:03.0")), keepSegment: true));
    }

    [Fact]
    public void Plug_UnconfiguredBridges_LeadNowhere()
    {
        var host = PciTopology.Empty.Plug([Bridge("00:02.0", 0, 0), Bridge("00:03.0", 0, 0)]);

        Assert.Null(host.BridgeAbove(new PciBus(0, 0)));
        Assert.Equal(2, host.ScanOrder().Count);
    }

    [Fact]
    public void Plug_TakenAddress_Refused()
    {
        var problem = Assert.Throws<InputException>(() => Host.Plug([Function("00:1f.0")]));

        Assert.Equal("two functions have the address 0000:00:1f.0", problem.Message);
    }

    [Fact]
    public void Plug_TakenBus_Refused()
    {
        var problem = Assert.Throws<InputException>(() => Host.Plug([Bridge("00:05.0", 5, 5)]));

        Assert.Equal("bridges 0000:00:02.0 and 0000:00:05.0 both have the secondary bus 05", problem.Message);
    }

    [Fact]
    public void Plug_BridgeToALowerBus_Refused()
    {
        var problem = Assert.Throws<InputException>(() => Host.Plug([Bridge("40:01.0", 6, 6)]));

        Assert.Equal("bridge 0000:40:01.0 has the secondary bus 06, which is not below its own", problem.Message);
    }

    [Fact]
    public void ScanOrder_RecordedBoot_IsTheOrderOfGroupNumbers()
    {
        foreach (var name in RecordedData.Captures().Where(name => !name.Contains("virtio", StringComparison.Ordinal)))
        {
            var boot = CaptureReader.Read(RecordedData.Capture(name)).Stages[0];
            var numbers = boot.Functions.ToDictionary(function => function.Address, function => function.Group);

            var met = boot.Topology.ScanOrder().Select(function => numbers[function.Address]).OfType<int>().Distinct();

            Assert.Equal(Enumerable.Range(0, boot.Groups.Length), met);
        }
    }

    private static PciFunction Function(string address, string? pf = null) => new()
    {
        Address = PciAddress.Parse(address),
        PhysicalFunction = pf is null ? null : PciAddress.Parse(pf),
    };

    private static PciFunction Bridge(string address, byte secondary, byte subordinate)
    {
        var bridge = Function(address);
        return bridge with { HeaderType = 1, Buses = new BridgeBuses(bridge.Address.Bus, secondary, subordinate) };
    }

    private static string Text(IEnumerable<PciFunction> functions, bool keepSegment = false) =>
        string.Join(' ', functions.Select(function => keepSegment ? $"{function.Address}" : $"{function.Address}"[5..]));
}
