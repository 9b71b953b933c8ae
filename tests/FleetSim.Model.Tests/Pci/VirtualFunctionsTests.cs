using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Tests.Pci;

public sealed class VirtualFunctionsTests
{
    private static readonly PciFunction Physical = new()
    {
        Address = PciAddress.Parse("01:00.0"),
        VendorId = 0x8086,
        DeviceId = 0x1521,
        Kind = PciKind.Endpoint,
        HasAri = true,
        Unit = "dmar0",
        Sriov = new SriovCapability(TotalVfs: 8, NumVfs: 0, FirstOffset: 0x80, Stride: 0x40, VfDeviceId: 0x1520),
    };

    [Fact]
    public void Of_OffsetAndStride_PassOntoTheNextBus()
    {
        var vfs = VirtualFunctions.Of(Physical, 4);

        Assert.Equal(
            ["0000:01:10.0", "0000:01:18.0", "0000:02:00.0", "0000:02:08.0"], vfs.Select(vf => vf.Address.ToString()));
    }

    [Theory]
    [InlineData("01:10.0", true)]
    [InlineData("02:00.0", true)]
    [InlineData("02:08.0", false)] // Only three are enabled.
    [InlineData("01:14.0", false)]
    [InlineData("01:00.0", false)]
    [InlineData("0001:01:10.0", false)]
    public void HasEnabledAt_Address_FollowsOffsetAndStride(string address, bool expected)
    {
        var physical = Physical with { Sriov = Physical.Sriov!.Value with { NumVfs = 3 } };

        Assert.Equal(expected, VirtualFunctions.HasEnabledAt(physical, PciAddress.Parse(address)));
    }

    [Fact]
    public void Of_OneVf_TakesAfterItsPhysicalFunction()
    {
        var expected = Physical with
        {
            Address = PciAddress.Parse("01:10.0"),
            DeviceId = 0x1520,
            Sriov = null,
            PhysicalFunction = Physical.Address,
        };

        Assert.Equal([expected], VirtualFunctions.Of(Physical, 1));
    }

    [Fact]
    public void Of_RecordedHost_MatchesTheRecordedVfs()
    {
        var stages = CaptureReader.Read(RecordedData.Capture("nvme-sriov-under-root-port.intel.json")).Stages;
        var physical = stages[0].Topology[PciAddress.Parse("01:00.0")];
        var recorded = stages[1].Topology.Functions.Where(function => function.IsVirtual);

        Assert.Equal(recorded, VirtualFunctions.Of(physical, 4));
    }

    [Fact]
    public void Of_None_IsEmptyWhateverTheOffsets()
    {
        Assert.Empty(VirtualFunctions.Of(Physical with { Sriov = new SriovCapability(8, 0, 0, 0, 0) }, 0));
    }

    [Theory]
    [InlineData(9, 0x80, 0x40, "0000:01:00.0 has 8 virtual functions, not 9")]
    [InlineData(1, 0, 1, "the virtual functions of 0000:01:00.0 have no routing ids: first offset or stride is 0")]
    [InlineData(2, 1, 0, "the virtual functions of 0000:01:00.0 have no routing ids: first offset or stride is 0")]
    [InlineData(8, 0xff00, 1, "the virtual functions of 0000:01:00.0 do not fit below bus ff")]
    public void Of_Impossible_Refused(int count, int offset, int stride, string message)
    {
        var physical = Physical with { Sriov = new SriovCapability(8, 0, (ushort)offset, (ushort)stride, 0x1520) };

        Assert.Equal(message, Assert.Throws<InputException>(() => VirtualFunctions.Of(physical, count)).Message);
    }

    [Fact]
    public void Of_FunctionWithoutSriov_Refused()
    {
        var problem = Assert.Throws<InputException>(() => VirtualFunctions.Of(Physical with { Sriov = null }, 1));

        Assert.Equal("0000:01:00.0 has no SR-IOV", problem.Message);
    }
}
