using System.Text.Json;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Tests.Pci.Capture;

/// <summary>Compares our reading of a config space with that of the recorder, which is another program.</summary>
internal static class RecordedDecoding
{
    internal static void AssertSame(JsonElement device, CapturedFunction captured)
    {
        var function = captured.Function;
        var parsed = device.GetProperty("parsed");
        var attributes = device.GetProperty("attrs");
        Assert.Equal(device.GetProperty("bdf").GetString(), function.Address.ToString());
        Assert.Equal(attributes.GetProperty("vendor").GetString(), $"0x{function.VendorId:x4}");
        Assert.Equal(attributes.GetProperty("device").GetString(), $"0x{function.DeviceId:x4}");
        Assert.Equal(parsed.GetProperty("class").GetString(), $"{function.ClassCode:x6}");
        Assert.Equal(parsed.GetProperty("revision").GetInt32(), function.Revision);
        Assert.Equal(parsed.GetProperty("headerType").GetInt32(), function.HeaderType);
        Assert.Equal(parsed.GetProperty("multifunction").GetBoolean(), function.MultifunctionBit);
        Assert.Equal(parsed.GetProperty("pciePortType").GetString(), Name(function.Kind));
        Assert.Equal(Known(parsed, "ariForwardingEnabled")?.GetBoolean() ?? false, function.AriForwarding);
        Assert.Equal(Known(parsed, "ari") is not null, function.HasAri);
        Assert.Equal(parsed.GetProperty("ats").GetBoolean(), function.HasAts);
        Assert.Equal(Acs(Known(parsed, "acs")), function.Acs is { } acs ? $"{(int)acs.Capability:x4} {(int)acs.Control:x4}" : null);
        Assert.Equal(Sriov(Known(parsed, "sriov")), function.Sriov);
        Assert.Equal(Buses(Known(parsed, "pciSecondaryBridge")), function.Buses);
    }

    private static JsonElement? Known(JsonElement parsed, string name) =>
        parsed.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Acs(JsonElement? acs) =>
        acs is { } known ? $"{known.GetProperty("cap")} {known.GetProperty("ctrl")}" : null;

    private static SriovCapability? Sriov(JsonElement? sriov) => sriov is not { } known ? null : new SriovCapability(
        known.GetProperty("totalVFs").GetUInt16(),
        (Hex(known, "control") & 1) == 0 ? (ushort)0 : known.GetProperty("numVFs").GetUInt16(),
        known.GetProperty("firstVFOffset").GetUInt16(),
        known.GetProperty("vfStride").GetUInt16(),
        Hex(known, "vfDevice"));

    private static ushort Hex(JsonElement parsed, string name) => Convert.ToUInt16(parsed.GetProperty(name).GetString(), 16);

    private static BridgeBuses? Buses(JsonElement? bridge) => bridge is not { } known ? null : new BridgeBuses(
        known.GetProperty("primary").GetByte(),
        known.GetProperty("secondary").GetByte(),
        known.GetProperty("subordinate").GetByte());

    private static string? Name(PciKind kind) => kind switch
    {
        PciKind.Endpoint => "endpoint",
        PciKind.LegacyEndpoint => "legacy-endpoint",
        PciKind.RootPort => "root-port",
        PciKind.UpstreamPort => "upstream",
        PciKind.DownstreamPort => "downstream",
        PciKind.PcieToPciBridge => "pcie-to-pci-bridge",
        PciKind.PciToPcieBridge => "pci-to-pcie-bridge",
        PciKind.RootComplexEndpoint => "rciep",
        PciKind.RootComplexEventCollector => "rcec",
        _ => null,
    };
}
