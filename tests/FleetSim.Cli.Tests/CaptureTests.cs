using System.Text.Json.Nodes;

namespace FleetSim.Cli.Tests;

public sealed class CaptureTests : IDisposable
{
    private const int BadInput = 2;
    private const int Environment = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeSysfs _machine;

    public CaptureTests() => _machine = new FakeSysfs(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Capture_MachineWithIommu_SaysWhatSysfsSays()
    {
        _machine.AddIommu("dmar1");

        var (capture, error) = await Captured();

        var stage = capture["stages"]![0]!;
        var devices = stage["devices"]!.AsArray();
        Assert.Equal("", error);
        Assert.Equal("intel-nocm", (string?)capture["iommu"]);
        Assert.Equal([FakeSysfs.Physical, FakeSysfs.Virtual], devices.Select(device => (string?)device!["bdf"]));
        Assert.Equal(["igb", null], devices.Select(device => (string?)device!["driver"]));
        Assert.Equal([0, 1], devices.Select(device => (int?)device!["group"]));
        Assert.Equal([null, FakeSysfs.Physical], devices.Select(device => (string?)device!["physfn"]));
        Assert.Equal(["dmar1", "dmar1"], devices.Select(device => (string?)device!["iommu"]));
        Assert.Equal([4096, 4096], devices.Select(device => (int?)device!["config_size"]));
        Assert.Equal(
            [$"pci0000:00/{FakeSysfs.Physical}", $"pci0000:00/{FakeSysfs.Virtual}"],
            devices.Select(device => (string?)device!["path"]));
    }

    [Fact]
    public async Task Capture_MachineWithIommu_HasItsGroupsWithReservedRegions()
    {
        _machine.AddIommu("dmar0");

        var (capture, _) = await Captured();

        var group = capture["stages"]![0]!["groups"]![1]!;
        Assert.Equal(1, (int?)group["id"]);
        Assert.Equal("DMA-FQ", (string?)group["type"]);
        Assert.Equal([FakeSysfs.Virtual], group["devices"]!.AsArray().Select(device => (string?)device));
        Assert.Equal(
            [
                """{"start":"0x00000000fee00000","end":"0x00000000feefffff","type":"msi"}""",
                """{"start":"0x000000007b800000","end":"0x000000007fffffff","type":"direct"}""",
            ],
            group["reserved_regions"]!.AsArray().Select(region => region!.ToJsonString()));
    }

    [Fact]
    public async Task Capture_AmdUnit_IsAnAmdHost()
    {
        _machine.AddIommu("ivhd0");

        var (capture, _) = await Captured();

        Assert.Equal("amd", (string?)capture["iommu"]);
    }

    [Theory]
    [InlineData("intel", "intel-nocm", "dmar0")]
    [InlineData("amd", "amd", "ivhd0")]
    public async Task Capture_MachineWithoutIommu_AssumesOneAndSaysSo(string option, string iommu, string unit)
    {
        var (capture, error) = await Captured("--iommu", option);

        var devices = capture["stages"]![0]!["devices"]!.AsArray();
        Assert.Equal(
            $"note: this machine uses no IOMMU; the capture says that {unit} translates every function\n", error);
        Assert.Equal(iommu, (string?)capture["iommu"]);
        Assert.Equal([unit, unit], devices.Select(device => (string?)device!["iommu"]));
        Assert.Equal([null, null], devices.Select(device => (int?)device!["group"]));
        Assert.Empty(capture["stages"]![0]!["groups"]!.AsArray());
    }

    [Fact]
    public async Task Capture_MachineWithoutIommuToldSo_HasNone()
    {
        var (capture, error) = await Captured("--iommu", "none");

        Assert.Equal("note: this machine uses no IOMMU, and so says the capture\n", error);
        Assert.Equal("none", (string?)capture["iommu"]);
        Assert.Equal(
            [null, null],
            capture["stages"]![0]!["devices"]!.AsArray().Select(device => (string?)device!["iommu"]));
    }

    [Fact]
    public async Task Capture_WrittenToAFile_IsReadBackWithTheSameGroups()
    {
        _machine.AddIommu("dmar0");
        var file = _folder.At("host.json");

        var written = await FleetSimProgram.Run("capture", "--sysfs", _machine.Root, "--out", file);
        var groups = await FleetSimProgram.Run("groups", file, "--json");

        Assert.Equal((0, "", $"2 functions written to {file}\n"), (written.ExitCode, written.Output, written.Error));
        Assert.Equal(0, groups.ExitCode);
        Assert.Equal(
            2, JsonNode.Parse(groups.Output)!["groups"]!.AsArray().Sum(group => group!["devices"]!.AsArray().Count));
    }

    [Fact]
    public async Task Capture_FileThatCannotBeWritten_IsTheEnvironmentsFault()
    {
        _machine.AddIommu("dmar0");
        var file = _folder.At("nowhere/host.json");

        (await FleetSimProgram.Run("capture", "--sysfs", _machine.Root, "--out", file))
            .RequireRefused(Environment, $"--out: Could not find a part of the path '{file}'.");
    }

    [Fact]
    public async Task Capture_NoPciBus_IsRefused()
    {
        var sysfs = _folder.At("elsewhere");

        (await FleetSimProgram.Run("capture", "--sysfs", sysfs))
            .RequireRefused(BadInput, $"{sysfs}/bus/pci/devices: this machine shows no PCI bus");
    }

    [Fact]
    public async Task Capture_DeviceWithANameThatIsNoAddress_IsRefused()
    {
        _machine.Write("devices/pci0000:00/odd/config", "");
        _machine.Link("bus/pci/devices/odd", "devices/pci0000:00/odd");

        (await FleetSimProgram.Run("capture", "--sysfs", _machine.Root))
            .RequireRefused(BadInput, "'odd' is not a PCI address (ssss:bb:dd.f, hexadecimal)");
    }

    [Theory]
    [InlineData("kernel/iommu_groups/0/reserved_regions", "0 1 msi", "'0' is not a hexadecimal number")]
    [InlineData("kernel/iommu_groups/0/reserved_regions", "0x0 0xzz msi", "'0xzz' is not a hexadecimal number")]
    public async Task Capture_BadReservedRegion_IsRefusedWithItsFile(string file, string text, string problem)
    {
        _machine.AddIommu("dmar0");
        _machine.Write(file, text);

        (await FleetSimProgram.Run("capture", "--sysfs", _machine.Root))
            .RequireRefused(BadInput, $"{_folder.At(file)}: {problem}");
    }

    [Fact]
    public async Task Capture_GroupWithoutNumber_IsRefused()
    {
        _machine.AddIommu("dmar0");
        Directory.CreateDirectory(_folder.At("kernel/iommu_groups/odd/devices"));

        (await FleetSimProgram.Run("capture", "--sysfs", _machine.Root))
            .RequireRefused(BadInput, $"{_folder.At("kernel/iommu_groups/odd")}: the name of a group is its number");
    }

    private async Task<(JsonNode Capture, string Error)> Captured(params string[] options)
    {
        var program = await FleetSimProgram.Run(["capture", "--sysfs", _machine.Root, .. options]);

        Assert.Equal(0, program.ExitCode);
        return (JsonNode.Parse(program.Output)!, program.Error);
    }
}
