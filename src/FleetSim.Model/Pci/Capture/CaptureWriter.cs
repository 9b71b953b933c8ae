using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FleetSim.Model.Pci.Config;

namespace FleetSim.Model.Pci.Capture;

/// <summary>Writes a machine as a capture of one stage, which <see cref="CaptureReader"/> reads back.</summary>
/// <remarks>
/// Decoded fields and sysfs attributes, which other recorders add, are left out: the config bytes say the same.
/// </remarks>
public static class CaptureWriter
{
    /// <summary>The text of the capture, indented, with a line feed at the end.</summary>
    /// <exception cref="InputException">A sysfs path is not below a PCI root bus, or a config space is longer than its
    /// size.</exception>
    public static string Write(
        MachineFacts machine, IReadOnlyCollection<DeviceFacts> devices, IReadOnlyCollection<CapturedGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(groups);
        var buffer = new ArrayBufferWriter<byte>();
        var layout = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            // Command lines hold quotes and '+'; this is no web page.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(buffer, layout))
        {
            WriteMachine(json, machine);
            json.WriteStartArray("stages");
            json.WriteStartObject();
            json.WriteString("label", "boot");
            WriteList(json, "devices", devices.OrderBy(device => device.Address), WriteDevice);
            WriteList(json, "groups", groups.OrderBy(group => group.Id), WriteGroup);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteMachine(Utf8JsonWriter json, MachineFacts machine)
    {
        json.WriteStartObject();
        json.WriteString("schema", CaptureReader.Schema);
        json.WriteString("name", machine.Name);
        json.WriteString("iommu", CaptureReader.IommuName(machine.Iommu));
        json.WriteString("kernel", machine.Kernel);
        json.WriteString("kernelCommandLine", machine.KernelCommandLine);
    }

    private static void WriteDevice(Utf8JsonWriter json, DeviceFacts device)
    {
        var path = BelowRootBus(device);
        json.WriteString("bdf", device.Address.ToString());
        json.WriteString("driver", device.Driver);
        WriteNumber(json, "group", device.Group);
        json.WriteString("parent", path[^2]);
        json.WriteString("path", string.Join('/', path));
        json.WriteString("physfn", device.PhysicalFunction?.ToString());
        json.WriteString("iommu", device.Unit);
        json.WriteNumber("config_size", device.ConfigSize);
        json.WriteString("config", Convert.ToHexStringLower(Trimmed(device)));
    }

    private static void WriteGroup(Utf8JsonWriter json, CapturedGroup group)
    {
        json.WriteNumber("id", group.Id);
        json.WriteStartArray("devices");
        foreach (var device in group.Devices)
        {
            json.WriteStringValue(device.ToString());
        }

        json.WriteEndArray();
        json.WriteString("type", group.Type);
        WriteList(json, "reserved_regions", group.ReservedRegions, (inner, region) =>
        {
            inner.WriteString("start", $"0x{region.Start:x16}");
            inner.WriteString("end", $"0x{region.End:x16}");
            inner.WriteString("type", region.Type);
        });
        json.WriteBoolean("vfio_node", group.HasVfioNode);
    }

    private static void WriteList<T>(
        Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> writeMembers)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeMembers(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>
    /// The names from the outermost root bus on: what lies above it differs between kinds of machines.
    /// </summary>
    private static string[] BelowRootBus(DeviceFacts device)
    {
        var names = device.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var root = Array.FindIndex(names, IsRootBus);
        return root >= 0 && root < names.Length - 1 && names[^1] == device.Address.ToString()
            ? names[root..]
            : throw new InputException(
                $"the sysfs path of {device.Address} does not lead from a PCI root bus to it: '{device.Path}'");
    }

    private static bool IsRootBus(string name) =>
        name.StartsWith("pci", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal);

    /// <summary>Without the zeros at the end, but never shorter than the header.</summary>
    private static ReadOnlySpan<byte> Trimmed(DeviceFacts device)
    {
        var config = device.Config.Span;
        if (config.Length > device.ConfigSize)
        {
            throw new InputException(
                $"the config space of {device.Address} is longer than its size of {device.ConfigSize}");
        }

        var length = config.LastIndexOfAnyExcept((byte)0) + 1;
        return config[..Math.Min(config.Length, Math.Max(length, ConfigSpace.HeaderSize))];
    }
}
