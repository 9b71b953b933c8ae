using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Cli.Topology;

/// <summary><c>fleetsim capture</c>.</summary>
internal static class CaptureCommand
{
    public static Command Create()
    {
        var file = new Option<FileInfo>("--out") { Description = "File to write; standard output by default." };
        var iommu = new Option<string>("--iommu")
        {
            Description = "IOMMU to assume when the machine uses none: intel, amd, or none.",
            DefaultValueFactory = _ => "intel",
        };
        var sysfs = new Option<string>("--sysfs")
        {
            Description = "Where sysfs is mounted.",
            DefaultValueFactory = _ => "/sys",
        };
        iommu.AcceptOnlyFromAmong("intel", "amd", "none");
        var command = new Command("capture", "Writes this machine's PCI topology as a capture.") { file, iommu, sysfs };
        command.SetAction(parsed =>
        {
            var assumed = parsed.GetValue(iommu) switch
            {
                "amd" => IommuKind.Amd,
                "none" => IommuKind.None,
                _ => IommuKind.IntelNoCachingMode,
            };
            var machine = SysfsMachine.Read(parsed.GetRequiredValue(sysfs), assumed);
            foreach (var note in machine.Notes)
            {
                parsed.Error().WriteLine($"note: {note}");
            }

            var text = CaptureWriter.Write(machine.Facts, machine.Devices, machine.Groups);
            if (parsed.GetValue(file) is { } target)
            {
                ResultFiles.Write(target.FullName, text, file.Name);
                parsed.Error().WriteLine($"{machine.Devices.Count} functions written to {target.FullName}");
            }
            else
            {
                parsed.Output().Write(text);
            }

            return ExitCode.Passed;
        });
        return command;
    }
}
