using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Tests.Pci.Config;
using static FleetSim.Model.Tests.Pci.Lspci.LspciOutput;

namespace FleetSim.Model.Tests.Pci.Lspci;

public sealed class LspciReaderTests
{
    private static readonly ImportOptions AsDumped = new() { DumpIommu = IommuKind.None };

    [Theory]
    [InlineData("switch.nnxxxx.txt", "switch-three-downstream.amd.json", 0)]
    [InlineData("sriov.Dnnxxxx.txt", "nvme-sriov-under-root-port.intel.json", 1)]
    [InlineData("conventional.nxxxvvv.txt", "dmi-bridge-nested-pci-bridge.intel.json", 0)]
    public void Parse_DumpOfARecordedHost_DecodesAsItsCapture(string dump, string capture, int stage)
    {
        var recorded = CaptureReader.Read(RecordedData.Capture(capture)).Stages[stage].Topology;

        var host = HostImport.Parse(RecordedData.Dump(dump), $"some/where/{dump}", AsDumped);

        Assert.Equal((dump, IommuKind.None, "boot"), (host.Name, host.Iommu, host.Stages[0].Label));
        Assert.NotEmpty(host.Stages[0].Functions);
        Assert.All(
            host.Stages[0].Topology.Functions,
            function => Assert.Equal(recorded[function.Address] with { Unit = null }, function));
    }

    [Fact]
    public void Parse_HeadersOnly_AreConventionalAndSaySo()
    {
        var host = HostImport.Parse(RecordedData.Dump("header-only.nx.txt"), "dump");

        Assert.All(
            host.Stages[0].Topology.Functions,
            function => Assert.Equal(function.IsBridge ? PciKind.ConventionalBridge : PciKind.Conventional, function.Kind));
        Assert.Equal(host.Stages[0].Topology.Count, host.Notes.Length);
        Assert.Equal(
            "0000:00:00.0: of 64 bytes it is taken as conventional PCI (lspci -xxxx as root shows all)", host.Notes[0]);
    }

    [Fact]
    public void Parse_ExpressIn256Bytes_SaysThatAcsIsUnknown()
    {
        var host = HostImport.Parse(Function("00:02.0", new ConfigBytes().Express(4), 256), "dump");

        Assert.Equal(["0000:00:02.0: of 256 bytes it is taken to have no ACS (lspci -xxxx as root shows all)"], host.Notes);
    }

    [Fact]
    public void Parse_ByDefault_IsAnIntelHostWithAcsEnabled()
    {
        var function = Only(Function("00:02.0", Port().Dword(0x104, 0x000f)));

        Assert.Equal("dmar0", function.Unit);
        Assert.Equal(AcsFlags.SourceValidation | AcsFlags.RequestRedirect | AcsFlags.CompletionRedirect, function.Acs!.Value.Control);
    }

    [Fact]
    public void Parse_LeftAsDumped_KeepsAcsControls()
    {
        var options = new ImportOptions { EnableAcsInDump = false };

        var function = HostImport.Parse(Function("00:02.0", Port().Dword(0x104, 0x000f)), "dump", options).Stages[0].Functions[0].Function;

        Assert.Equal(("dmar0", AcsFlags.None), (function.Unit, function.Acs!.Value.Control));
    }

    [Fact]
    public void Parse_OutOfScope_HasNoUnit()
    {
        var options = new ImportOptions { InScopeInDump = function => function.Address.Bus == 0 };
        var text = Function("00:02.0", new ConfigBytes(), 256) + Function("40:00.0", new ConfigBytes(), 256);

        var units = HostImport.Parse(text, "dump", options).Stages[0].Functions.Select(function => function.Function.Unit);

        Assert.Equal(["dmar0", null], units);
    }

    [Fact]
    public void Parse_Amd_UnitItselfHasNone()
    {
        var host = HostImport.Parse(RecordedData.Dump("switch.nnxxxx.txt"), "dump", new() { DumpIommu = IommuKind.Amd });

        Assert.Equal(
            [null, "ivhd0", "ivhd0", "ivhd0", "ivhd0"],
            host.Stages[0].Topology.ScanOrder().Select(function => function.Unit));
    }

    [Fact]
    public void Parse_VirtioWithoutItsFunction_Refused()
    {
        var text = Function("00:02.0", new ConfigBytes(), 64);

        var problem = Assert.Throws<InputException>(() => HostImport.Parse(text, "dump", new() { DumpIommu = IommuKind.Virtio }));

        Assert.Equal("dump: a virtio IOMMU is a PCI function 1af4:1057, and there is none", problem.Message);
    }

    [Fact]
    public void Parse_Virtio_UnitIsItsAddress()
    {
        var text = Function("00:02.0", new ConfigBytes(), 64) + Function("00:03.0", new ConfigBytes().Dword(0, 0x1057_1af4), 64);

        var host = HostImport.Parse(text, "dump", new() { DumpIommu = IommuKind.Virtio });

        Assert.Equal(["0000:00:03.0", null], host.Stages[0].Functions.Select(function => function.Function.Unit));
    }

    [Fact]
    public void Parse_MissingParent_IsARootBus()
    {
        var text = Function("00:02.0", new ConfigBytes(), 256) + Function("ff:02.1", new ConfigBytes(), 256);

        Assert.Equal(
            ["pci0000:00", "pci0000:ff"],
            HostImport.Parse(text, "dump").Stages[0].Topology.RootBuses().Select(bus => bus.ToString()));
    }

    [Fact]
    public void Parse_VirtualFunctionWithoutIds_IsFoundByItsPhysicalFunction()
    {
        var pf = new ConfigBytes().Express(0)
            .Extended(0x100, 0x0010).Word(0x108, 1).Word(0x10e, 4).Word(0x110, 2).Word(0x114, 0x100).Word(0x116, 1).Word(0x11a, 0x1520);
        var vf = new ConfigBytes().Express(0).Dword(0, uint.MaxValue);

        var topology = HostImport.Parse(Function("01:00.0", pf) + Function("02:00.1", vf), "dump").Stages[0].Topology;

        var found = topology[PciAddress.Parse("02:00.1")];
        Assert.Equal((0x8086, 0x1520, "0000:01:00.0"), (found.VendorId, found.DeviceId, found.PhysicalFunction.ToString()));
        Assert.Equal(new PciBus(0, 1), topology.ParentBus(new PciBus(0, 2)));
    }

    [Fact]
    public void Parse_PrivateSegment_IsBehindTheVmdEndpoint()
    {
        var vmd = new ConfigBytes().Express(9).Dword(0x08, 0x010400_00);
        var text = Function("0000:00:0e.0", vmd) + Function("10000:e0:06.0", new ConfigBytes().Express(4));

        var child = HostImport.Parse(text, "dump").Stages[0].Functions[1].Function;

        Assert.Equal("0000:00:0e.0", child.RealDmaDevice.ToString());
    }

    [Fact]
    public void Parse_DownstreamPortBelowARootPort_IsAnUpstreamPort()
    {
        var text = Function("00:02.0", new ConfigBytes().Express(4).Bridge(0, 1, 2))
            + Function("01:00.0", new ConfigBytes().Express(6).Bridge(1, 2, 2))
            + Function("02:00.0", new ConfigBytes().Express(6));

        Assert.Equal(
            [PciKind.RootPort, PciKind.UpstreamPort, PciKind.DownstreamPort],
            HostImport.Parse(text, "dump").Stages[0].Functions.Select(function => function.Function.Kind));
    }

    [Fact]
    public void Parse_WindowsLineEnds_ChangeNothing()
    {
        var text = Function("00:02.0", Port());

        Assert.Equal(Only(text), Only(text.ReplaceLineEndings("\r\n")));
    }

    private static ConfigBytes Port() => new ConfigBytes().Express(4).Extended(0x100, 0x000d);

    private static PciFunction Only(string text) => Assert.Single(HostImport.Parse(text, "dump").Stages[0].Functions).Function;
}
