using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Tests.Pci.Config;

namespace FleetSim.Model.Tests.Pci.Capture;

/// <summary>Writes small captures, right ones and wrong ones.</summary>
internal static class CaptureText
{
    internal static string Of(params string[] devices) => Stages($$"""{"devices": [{{string.Join(", ", devices)}}]}""");

    internal static string Stages(string stages) =>
        $$"""{"schema": "oracle/groups/1", "name": "small", "iommu": "intel", "stages": [{{stages}}]}""";

    internal static string Device(string address, ConfigBytes config, string more = "") =>
        $$"""{"bdf": "{{address}}", "config": "{{Hex(config)}}", "config_size": {{config.ToArray().Length}}{{more}}}""";

    internal static ConfigBytes Endpoint() => new ConfigBytes().Express(0);

    internal static ConfigBytes RootPort(byte secondary, byte subordinate) =>
        new ConfigBytes().Express(4).Bridge(0, secondary, subordinate);

    internal static PciTopology Topology(params string[] devices) => CaptureReader.Read(Of(devices)).Stages[0].Topology;

    private static string Hex(ConfigBytes config)
    {
        var bytes = config.ToArray().AsSpan();
        return Convert.ToHexStringLower(bytes[..(bytes.LastIndexOfAnyExcept((byte)0) + 1)]);
    }
}
