using System.Text.Json;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Tests.Pci.Config;

namespace FleetSim.Model.Tests.Pci.Capture;

public sealed class CaptureWriterTests
{
    private static readonly MachineFacts Machine = new("quote \" and \\", IommuKind.Amd, "Linux version 6.12", "a=\"b c\" d=ü");

    public static TheoryData<string> Recorded => [.. RecordedData.Captures()];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Write_EveryRecordedStage_ReadsBackTheSame(string name)
    {
        using var raw = JsonDocument.Parse(RecordedData.Capture(name));
        var rawStages = raw.RootElement.GetProperty("stages").EnumerateArray();
        foreach (var (rawStage, stage) in rawStages.Zip(CaptureReader.Read(RecordedData.Capture(name)).Stages))
        {
            var facts = rawStage.GetProperty("devices").EnumerateArray().Zip(stage.Functions, Facts).ToList();

            var again = CaptureReader.Read(CaptureWriter.Write(Machine, facts, stage.Groups)).Stages[0];

            Assert.Equal(stage.Functions, again.Functions);
            Assert.Equal(stage.Groups.Select(Text), again.Groups.Select(Text));
        }
    }

    [Fact]
    public void Write_MachineFacts_ReadBackTheSame()
    {
        var again = CaptureReader.Read(CaptureWriter.Write(Machine, [], []));

        Assert.Equal(Machine, new MachineFacts(again.Name, again.Iommu, again.Kernel, again.KernelCommandLine));
    }

    [Fact]
    public void Write_PathBelowSomethingElse_StartsAtTheRootBus()
    {
        var device = Device("/sys/devices/platform/3f000000.pcie/pci0000:00/0000:00:02.0");

        Assert.Contains("\"path\": \"pci0000:00/0000:00:02.0\"", CaptureWriter.Write(Machine, [device], []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pci0000:00")]
    [InlineData("/sys/bus/pci/devices/0000:00:02.0")]
    [InlineData("pci0000:00/0000:00:03.0")]
    public void Write_PathThatLeadsElsewhere_Refused(string path)
    {
        var problem = Assert.Throws<InputException>(() => CaptureWriter.Write(Machine, [Device(path)], []));

        Assert.Equal($"the sysfs path of 0000:00:02.0 does not lead from a PCI root bus to it: '{path}'", problem.Message);
    }

    [Fact]
    public void Write_ReadWithoutPrivilege_IsRefusedWhenRead()
    {
        var device = Device("pci0000:00/0000:00:02.0") with { Config = new ConfigBytes().Express(0).ToArray().AsMemory(0, 64) };

        var problem = Assert.Throws<InputException>(() => CaptureReader.Read(CaptureWriter.Write(Machine, [device], [])));

        Assert.Equal(
            "stages[0].devices[0].config: a capability pointer leads to 0x40, of which nothing was recorded "
            + "(config space is read as root) (offset 0x34)",
            problem.Message);
    }

    private static DeviceFacts Device(string path) => new(
        PciAddress.Parse("00:02.0"), new ConfigBytes().ToArray(), 4096, null, null, null, path, null);

    private static DeviceFacts Facts(JsonElement raw, CapturedFunction captured)
    {
        var size = raw.GetProperty("config_size").GetInt32();
        var config = new byte[size];
        Convert.FromHexString(raw.GetProperty("config").GetString()!).CopyTo(config, 0);
        return new DeviceFacts(
            captured.Address, config, size, captured.Driver, captured.Group, captured.Function.PhysicalFunction,
            "/sys/devices/" + raw.GetProperty("path").GetString(), captured.Function.Unit);
    }

    private static string Text(CapturedGroup group) =>
        $"{group.Id} {group.Type} {group.HasVfioNode} {string.Join(' ', group.Devices)} {string.Join(' ', group.ReservedRegions)}";
}
