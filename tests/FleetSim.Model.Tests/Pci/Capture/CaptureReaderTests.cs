using System.Text.Json;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Tests.Pci.Capture;

public sealed class CaptureReaderTests
{
    public static TheoryData<string> Recorded => [.. RecordedData.Captures()];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Read_RecordedHost_DecodesAsTheRecorderDid(string name)
    {
        using var raw = JsonDocument.Parse(RecordedData.Capture(name));
        var stages = raw.RootElement.GetProperty("stages");

        var capture = CaptureReader.Read(RecordedData.Capture(name));

        Assert.Equal(stages.GetArrayLength(), capture.Stages.Length);
        foreach (var (expected, stage) in stages.EnumerateArray().Zip(capture.Stages))
        {
            var devices = expected.GetProperty("devices").EnumerateArray().ToList();
            Assert.Equal(devices.Count, stage.Topology.Count);
            Assert.All(devices.Zip(stage.Functions), pair => RecordedDecoding.AssertSame(pair.First, pair.Second));
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Read_RecordedGroups_HoldTheFunctionsThatNameThem(string name)
    {
        foreach (var stage in CaptureReader.Read(RecordedData.Capture(name)).Stages)
        {
            var byFunction = stage.Functions.Where(function => function.Group is not null)
                .GroupBy(function => function.Group!.Value, function => function.Address)
                .ToDictionary(group => group.Key, group => group.Order().ToList());

            Assert.Equal(byFunction.Keys.Order(), stage.Groups.Select(group => group.Id).Order());
            Assert.All(stage.Groups, group => Assert.Equal(byFunction[group.Id], group.Devices));
        }
    }

    [Fact]
    public void Read_MachineFacts_AreKept()
    {
        var capture = CaptureReader.Read(RecordedData.Capture("default-lazy-flush-queue.intel-nocm.k612.json"));

        Assert.Equal("default-lazy-flush-queue.intel-nocm", capture.Name);
        Assert.Equal(IommuKind.IntelNoCachingMode, capture.Iommu);
        Assert.StartsWith("Linux version 6.12.", capture.Kernel, StringComparison.Ordinal);
        Assert.EndsWith(" iommu.strict=0", capture.KernelCommandLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("switch-three-downstream.amd.json", IommuKind.Amd)]
    [InlineData("switch-three-downstream.virtio.k612.json", IommuKind.Virtio)]
    [InlineData("no-iommu-at-all.none.json", IommuKind.None)]
    [InlineData("hotplug-growth.intel.json", IommuKind.Intel)]
    public void Read_Iommu_IsKind(string name, IommuKind kind)
    {
        Assert.Equal(kind, CaptureReader.Read(RecordedData.Capture(name)).Iommu);
    }

    [Fact]
    public void Read_AmdUnitItself_HasNoUnit()
    {
        var stage = CaptureReader.Read(RecordedData.Capture("switch-three-downstream.amd.json")).Stages[0];

        Assert.Equal([0x080600u], stage.Functions.Where(function => function.Function.Unit is null)
            .Select(function => function.Function.ClassCode));
    }

    [Fact]
    public void Read_Actions_AreKeptInOrder()
    {
        var stages = CaptureReader.Read(RecordedData.Capture("hotplug-growth.intel.json")).Stages;

        Assert.Equal(
            [CaptureActionKind.Add, CaptureActionKind.Add, CaptureActionKind.Add, CaptureActionKind.Delete, CaptureActionKind.Delete],
            stages.SelectMany(stage => stage.Actions).Select(action => action.Kind));
        Assert.Equal("h1", stages[1].Actions[0].Argument);
        Assert.Equal("e1000e", stages[1].Actions[0].Properties["driver"]);
    }

    [Fact]
    public void Read_VirtualFunctions_HaveIdsOfTheirPhysicalFunction()
    {
        var vfs = CaptureReader.Read(RecordedData.Capture("nvme-sriov-under-root-port.intel.json")).Stages[1]
            .Topology.Functions.Where(function => function.IsVirtual).ToList();

        Assert.Equal(["0000:01:00.1", "0000:01:00.2", "0000:01:00.3", "0000:01:00.4"], vfs.Select(vf => vf.Address.ToString()));
        Assert.All(vfs, vf => Assert.Equal((0x1b36, 0x0010), (vf.VendorId, vf.DeviceId)));
    }

    [Fact]
    public void Read_MultifunctionBitOfAVirtualFunction_IsThatOfVf0()
    {
        const string pf = """, "physfn": "0000:00:02.0" """;
        var physical = CaptureText.Endpoint().Extended(0x100, 0x0010).Word(0x10e, 2);

        var topology = CaptureText.Topology(
            CaptureText.Device("00:02.0", physical),
            CaptureText.Device("00:02.2", CaptureText.Endpoint(), pf),
            CaptureText.Device("00:02.1", CaptureText.Endpoint().Byte(0x0e, 0x80), pf));

        Assert.Equal([false, true, true], topology.Functions.Select(function => function.MultifunctionBit));
    }

    [Theory]
    [InlineData("direct", true)]
    [InlineData("direct-relaxable", false)]
    public void Read_ReservedRegionOfItsGroup_DecidesDirectMapping(string type, bool required)
    {
        var device = CaptureText.Device("00:02.0", CaptureText.Endpoint());
        var stage = CaptureReader.Read(CaptureText.Stages($$"""
            {"devices": [{{device}}], "groups": [{"id": 7, "devices": ["0000:00:02.0"], "type": "identity", "vfio_node": true,
             "reserved_regions": [{"start": "0x10", "end": "0xff", "type": "{{type}}"}]}]}
            """)).Stages[0];

        Assert.Equal(required, stage.Functions[0].Function.RequiresDirectMapping);
        Assert.Equal((7, "identity", true), (stage.Groups[0].Id, stage.Groups[0].Type, stage.Groups[0].HasVfioNode));
        Assert.Equal([new ReservedRegion(0x10, 0xff, type)], stage.Groups[0].ReservedRegions);
    }

    [Fact]
    public void ReadStage_WithoutLabelAndActions_IsRead()
    {
        using var raw = JsonDocument.Parse(RecordedData.Capture("no-iommu-at-all.none.json"));
        var devices = raw.RootElement.GetProperty("stages")[0].GetProperty("devices").GetRawText();
        using var alone = JsonDocument.Parse($$"""{"devices": {{devices}}, "groups": []}""");

        var stage = CaptureReader.ReadStage(alone.RootElement, "capture");

        Assert.Equal(("", 5), (stage.Label, stage.Topology.Count));
    }
}
