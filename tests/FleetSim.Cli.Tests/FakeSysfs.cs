namespace FleetSim.Cli.Tests;

/// <summary>A sysfs tree of two functions: folders below <c>devices</c>, links everywhere else.</summary>
internal sealed class FakeSysfs
{
    public const string Physical = "0000:00:02.0";
    public const string Virtual = "0000:00:02.1";

    private readonly TemporaryFolder _folder;

    public FakeSysfs(TemporaryFolder folder)
    {
        _folder = folder;
        AddFunction(Physical, PhysicalConfig());
        AddFunction(Virtual, VirtualConfig());
        Link($"devices/pci0000:00/{Virtual}/physfn", $"devices/pci0000:00/{Physical}");
        Directory.CreateDirectory(folder.At("bus/pci/drivers/igb"));
        Link($"devices/pci0000:00/{Physical}/driver", "bus/pci/drivers/igb");
    }

    public string Root => _folder.Path;

    /// <summary>Both functions in groups of their own behind one unit.</summary>
    public void AddIommu(string unit)
    {
        var number = 0;
        foreach (var function in new[] { Physical, Virtual })
        {
            var group = $"kernel/iommu_groups/{number++}";
            _folder.Write($"{group}/type", "DMA-FQ\n");
            _folder.Write(
                $"{group}/reserved_regions",
                "0x00000000fee00000 0x00000000feefffff msi\n0x000000007b800000 0x000000007fffffff direct\n");
            Link($"{group}/devices/{function}", $"devices/pci0000:00/{function}");
            Link($"devices/pci0000:00/{function}/iommu_group", group);
            Link($"class/iommu/{unit}/devices/{function}", $"devices/pci0000:00/{function}");
        }
    }

    /// <summary>Writes an attribute.</summary>
    public void Write(string path, string text) => _folder.Write(path, text);

    public void Link(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(from))!);
        Directory.CreateSymbolicLink(_folder.At(from), _folder.At(to));
    }

    private void AddFunction(string address, byte[] config)
    {
        var folder = Directory.CreateDirectory(_folder.At($"devices/pci0000:00/{address}"));
        File.WriteAllBytes(Path.Combine(folder.FullName, "config"), config);
        Link($"bus/pci/devices/{address}", $"devices/pci0000:00/{address}");
    }

    /// <summary>An Ethernet endpoint whose SR-IOV capability has one VF enabled, right after it.</summary>
    private static byte[] PhysicalConfig()
    {
        var config = Express(0x8086, 0x1521);
        Put(config, 0x100, "10000100 00000000 01000000 01000100 01000000 01000100 00002015");
        return config;
    }

    private static byte[] VirtualConfig() => Express(0xffff, 0xffff);

    private static byte[] Express(ushort vendor, ushort device)
    {
        var config = new byte[4096];
        Put(config, 0x00, $"{Swapped(vendor)}{Swapped(device)} 00001000 00000002");
        config[0x34] = 0x40;
        Put(config, 0x40, "10000200");
        return config;
    }

    private static string Swapped(ushort value) => $"{(byte)value:x2}{value >> 8:x2}";

    private static void Put(byte[] config, int offset, string hex) =>
        Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)).CopyTo(config, offset);
}
