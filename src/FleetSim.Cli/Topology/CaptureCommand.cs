using System.CommandLine;
using FleetSim.Model.Pci;

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
        iommu.AcceptOnlyFromAmong("intel", "amd", "none");
        var command = new Command("capture", "Writes this machine's PCI topology as a capture.") { file, iommu };
        command.SetAction(parsed =>
        {
            var assumed = parsed.GetValue(iommu) switch
            {
                "amd" => IommuKind.Amd,
                "none" => IommuKind.None,
                _ => IommuKind.IntelNoCachingMode,
            };
            var machine = SysfsMachine.Read("/sys", assumed);
            foreach (var note in machine.Notes)
            {
                Console.Error.WriteLine($"note: {note}");
            }

            var text = CaptureWriter.Write(machine.Facts, machine.Devices, machine.Groups);
            if (parsed.GetValue(file) is { } target)
            {
                File.WriteAllText(target.FullName, text);
                Console.Error.WriteLine($"{machine.Devices.Count} functions written to {target.FullName}");
            }
            else
            {
                Console.Out.Write(text);
            }

            return ExitCode.Passed;
        });
        return command;
    }
}
