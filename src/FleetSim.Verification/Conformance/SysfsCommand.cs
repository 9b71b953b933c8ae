using System.Globalization;
using FleetSim.Model.Pci;

namespace FleetSim.Verification.Conformance;

/// <summary>What a simple command, mostly a write to sysfs, does to the PCI functions.</summary>
/// <remarks>
/// Source: drivers/pci/pci-sysfs.c remove_store, rescan_store, dev_rescan_store, bus_rescan_store; iov.c.
/// </remarks>
internal static class SysfsCommand
{
    /// <summary>Null for a command whose effect is not known.</summary>
    public static GuestCommand? Of(List<string> words) => words switch
    {
        ["modprobe" or "sleep", ..] => new GuestCommand(GuestCommandKind.None),
        ["echo", var value, ShellLexer.Into, var path] when path.StartsWith("/sys/", StringComparison.Ordinal) =>
            Write(value, path.Split('/', StringSplitOptions.RemoveEmptyEntries)),
        _ => null,
    };

    private static GuestCommand? Write(string value, string[] path)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return path switch
        {
            [.., var device, "remove"] when PciAddress.TryParse(device, out var function) => number == 0
                ? new GuestCommand(GuestCommandKind.None)
                : new GuestCommand(GuestCommandKind.Remove, function),
            [.., "rescan"] when number == 0 => new GuestCommand(GuestCommandKind.None),
            ["sys", "bus", "pci", "rescan"] => new GuestCommand(GuestCommandKind.Rescan),
            [.., var device, "rescan"] when PciAddress.TryParse(device, out var function) =>
                new GuestCommand(GuestCommandKind.Rescan, Bus: function.OnBus),
            [.., "pci_bus", var name, "rescan"] when PciAddress.TryParse($"{name}:00.0", out var first) =>
                new GuestCommand(GuestCommandKind.Rescan, Bus: first.OnBus),
            [.., var device, "sriov_numvfs"] when PciAddress.TryParse(device, out var function) =>
                new GuestCommand(GuestCommandKind.SetVirtualFunctions, function, Count: number),
            [.., "drivers_autoprobe" or "sriov_drivers_autoprobe"] => new GuestCommand(GuestCommandKind.None),
            _ => null,
        };
    }
}
