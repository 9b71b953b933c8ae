using System.Globalization;
using FleetSim.Model;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Cli.Topology;

/// <summary>What a live Linux machine says about its PCI functions and IOMMU groups.</summary>
internal sealed class SysfsMachine
{
    public required MachineFacts Facts { get; init; }

    public required IReadOnlyList<DeviceFacts> Devices { get; init; }

    public required IReadOnlyList<CapturedGroup> Groups { get; init; }

    /// <summary>What had to be assumed, one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <param name="sysfs">Where sysfs is mounted; tests bring one of their own.</param>
    /// <param name="assumed">The IOMMU of a machine that uses none.</param>
    /// <exception cref="InputException">There is no PCI bus, or a config space cannot be read whole.</exception>
    public static SysfsMachine Read(string sysfs, IommuKind assumed)
    {
        var directory = Path.Combine(sysfs, "bus/pci/devices");
        if (!Directory.Exists(directory))
        {
            throw new InputException("this machine shows no PCI bus", new InputPlace(directory));
        }

        var units = Units(Path.Combine(sysfs, "class/iommu"));
        var kind = units.Count == 0 ? assumed : units.Values.First().StartsWith("ivhd", StringComparison.Ordinal)
            ? IommuKind.Amd
            : IommuKind.IntelNoCachingMode;
        var assumedUnit = units.Count > 0 || assumed == IommuKind.None ? null : assumed == IommuKind.Amd ? "ivhd0" : "dmar0";
        var devices = Directory.GetFileSystemEntries(directory)
            .Select(path => Device(path, units, assumedUnit)).OrderBy(device => device.Address).ToList();
        return new SysfsMachine
        {
            Facts = new MachineFacts(Environment.MachineName, kind, Line("/proc/version"), Line("/proc/cmdline")),
            Devices = devices,
            Groups = [.. Grouped(Path.Combine(sysfs, "kernel/iommu_groups"))],
            Notes = units.Count > 0 ? [] : [Note(assumedUnit)],
        };
    }

    private static string Note(string? assumedUnit) => assumedUnit is null
        ? "this machine uses no IOMMU, and so says the capture"
        : $"this machine uses no IOMMU; the capture says that {assumedUnit} translates every function";

    private static DeviceFacts Device(string path, Dictionary<PciAddress, string> units, string? assumedUnit)
    {
        var address = PciAddress.Parse(Path.GetFileName(path));
        var config = File.ReadAllBytes(Path.Combine(path, "config"));
        var size = (int)new FileInfo(Path.Combine(path, "config")).Length;
        if (config.Length < size)
        {
            throw new InputException(
                $"only {config.Length} of {size} bytes of the config space can be read; run it as root",
                new InputPlace(Path.Combine(path, "config")));
        }

        var physical = Target(Path.Combine(path, "physfn")) is { } pf
            ? PciAddress.Parse(Path.GetFileName(pf))
            : (PciAddress?)null;
        return new DeviceFacts(
            address,
            config,
            size,
            Target(Path.Combine(path, "driver")) is { } driver ? Path.GetFileName(driver) : null,
            Target(Path.Combine(path, "iommu_group")) is { } group
                ? GroupNumber(group)
                : null,
            physical,
            Target(path) ?? path,
            units.GetValueOrDefault(address) ?? assumedUnit);
    }

    /// <summary>Each function's unit, from the links of <c>class/iommu/UNIT/devices</c>.</summary>
    private static Dictionary<PciAddress, string> Units(string directory)
    {
        var units = new Dictionary<PciAddress, string>();
        foreach (var unit in Directory.Exists(directory) ? Directory.GetFileSystemEntries(directory) : [])
        {
            var devices = Path.Combine(unit, "devices");
            foreach (var device in Directory.Exists(devices) ? Directory.GetFileSystemEntries(devices) : [])
            {
                if (PciAddress.TryParse(Path.GetFileName(device), out var address))
                {
                    units[address] = Path.GetFileName(unit);
                }
            }
        }

        return units;
    }

    private static IEnumerable<CapturedGroup> Grouped(string directory)
    {
        foreach (var group in Directory.Exists(directory) ? Directory.GetDirectories(directory) : [])
        {
            var members = Directory.GetFileSystemEntries(Path.Combine(group, "devices")).Select(Path.GetFileName)
                .Where(name => PciAddress.TryParse(name, out _)).Select(name => PciAddress.Parse(name!));
            var number = GroupNumber(group);
            yield return new CapturedGroup(
                number,
                [.. members],
                Line(Path.Combine(group, "type")),
                [.. Regions(Path.Combine(group, "reserved_regions"))],
                File.Exists($"/dev/vfio/{number}"));
        }
    }

    private static IEnumerable<ReservedRegion> Regions(string file)
    {
        foreach (var line in File.Exists(file) ? File.ReadAllLines(file) : [])
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 3)
            {
                yield return new ReservedRegion(Hex(words[0], file), Hex(words[1], file), words[2]);
            }
        }
    }

    private static ulong Hex(string text, string file) =>
        text.StartsWith("0x", StringComparison.Ordinal)
        && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InputException($"'{text}' is not a hexadecimal number", new InputPlace(file));

    /// <summary>The number of the group whose folder this is.</summary>
    private static int GroupNumber(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InputException("the name of a group is its number", new InputPlace(folder));

    private static string? Line(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : null;

    /// <summary>Where a link leads; null when it is none.</summary>
    private static string? Target(string link)
    {
        var info = new DirectoryInfo(link);
        return info.LinkTarget is null ? null : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
    }
}
