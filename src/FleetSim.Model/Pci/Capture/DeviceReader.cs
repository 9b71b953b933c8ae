using FleetSim.Model.Pci.Config;

namespace FleetSim.Model.Pci.Capture;

/// <summary>One device record of a capture, decoded on its own.</summary>
/// <param name="Parent">The bridge above, or the root bus (<c>pci0000:00</c>); null when the record does not
/// say.</param>
internal sealed record DeviceRecord(PlacedFunction Placed, string? Driver, int? Group, string? Parent);

/// <summary>Reads the device records of a capture.</summary>
internal static class DeviceReader
{
    internal static DeviceRecord Read(JsonField device)
    {
        var address = device["bdf"].Address();
        var physicalFunction = device.Optional("physfn")?.Address();
        var above = Above(device, address);
        var function = Decode(device, address, physicalFunction is not null) with
        {
            PhysicalFunction = physicalFunction,
            RealDmaDevice = RealDmaDevice(above, address),
            Unit = device.Optional("iommu")?.Text(),
        };
        return new DeviceRecord(
            new PlacedFunction(function, device.Place),
            device.Optional("driver")?.Text(),
            device.Optional("group")?.WholeNumber(0, int.MaxValue),
            device.Optional("parent")?.Text() ?? (above.Length > 0 ? above[^1] : null));
    }

    private static PciFunction Decode(JsonField device, PciAddress address, bool isVirtual)
    {
        var config = device["config"];
        var bytes = Hex(config);
        var size = device.Optional("config_size")?.WholeNumber(ConfigSpace.HeaderSize, ConfigSpace.ExtendedSize)
            ?? SizeFor(bytes.Length);
        try
        {
            return ConfigSpaceDecoder.Decode(address, new ConfigSpace(bytes, size), isVirtual);
        }
        catch (InputException problem)
        {
            throw new InputException(problem.Problem, problem.Place with { Field = config.Path }, problem);
        }
    }

    private static byte[] Hex(JsonField config)
    {
        var text = config.Text();
        if (text.Length > 2 * ConfigSpace.ExtendedSize)
        {
            throw config.Problem($"a config space has at most {ConfigSpace.ExtendedSize} bytes");
        }

        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException broken)
        {
            throw new InputException("not pairs of hexadecimal digits", config.Place, broken);
        }
    }

    /// <summary>Without a recorded size: the smallest a reader can have seen.</summary>
    private static int SizeFor(int length) =>
        length <= ConfigSpace.ConventionalSize ? ConfigSpace.ConventionalSize : ConfigSpace.ExtendedSize;

    /// <summary>The names above a device in its sysfs path, outermost first.</summary>
    private static string[] Above(JsonField device, PciAddress address)
    {
        if (device.Optional("path") is not { } path)
        {
            return [];
        }

        var names = path.Text().Split('/', StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 1 && names[^1] == address.ToString()
            ? names[..^1]
            : throw path.Problem($"the path does not lead from a root bus to {address}");
    }

    /// <summary>
    /// The last function above in another segment: the VMD endpoint, which issues its children's requests.
    /// </summary>
    /// <remarks>Source: drivers/pci/controller/vmd.c; arch/x86/pci/common.c <c>pci_real_dma_dev</c>.</remarks>
    private static PciAddress? RealDmaDevice(string[] above, PciAddress address)
    {
        for (var i = above.Length - 1; i >= 0; i--)
        {
            if (PciAddress.TryParse(above[i], out var higher) && higher.Segment != address.Segment)
            {
                return higher;
            }
        }

        return null;
    }
}
