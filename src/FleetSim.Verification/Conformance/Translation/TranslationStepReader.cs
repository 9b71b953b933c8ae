using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;

namespace FleetSim.Verification.Conformance.Translation;

/// <summary>Reads one step of an image's case.</summary>
internal static class TranslationStepReader
{
    private const int BytesMax = 1 << 20;

    public static TranslationStep Read(JsonField step, RequesterIds requesters) => step["op"].Text() switch
    {
        "dma" => new TranslationStep(null, Request(step, requesters)),
        "store" => Command(HardwareCommand.Store(Aligned(step["address"]), step["value"].HexNumber())),
        "setRootTable" => Command(HardwareCommand.SetRootTable(step["address"].HexNumber())),
        "translationDisableEnable" => Command(HardwareCommand.Restart()),
        "invalidate" => Command(Invalidation(step)),
        var other => throw step["op"].Problem($"there is no step '{JsonField.Shortened(other)}'"),
    };

    private static TranslationStep Command(HardwareCommand command) => new(command, null);

    private static ulong Aligned(JsonField field)
    {
        var address = field.HexNumber();
        return (address & 7) == 0 ? address : throw field.Problem("is no multiple of 8");
    }

    private static RecordedRequest Request(JsonField step, RequesterIds requesters)
    {
        var device = step["device"].Address();
        var access = Access(step["access"]);
        return new RecordedRequest(
            device,
            requesters.RidOf(device, step["device"]),
            step["iova"].HexNumber(),
            access,
            step["bytes"].WholeNumber(1, BytesMax),
            Answer(step));
    }

    private static DmaAccess Access(JsonField field) => field.Text() switch
    {
        "read" => DmaAccess.Read,
        "write" => DmaAccess.Write,
        var other => throw field.Problem($"'{JsonField.Shortened(other)}' is neither 'read' nor 'write'"),
    };

    private static TranslationAnswer? Answer(JsonField step)
    {
        var address = step.Optional("pa")?.HexNumber();
        FaultRecord? fault = step.Optional("fault") is { } recorded
            ? new FaultRecord(
                (FaultReason)recorded["reason"].WholeNumber(1, byte.MaxValue),
                recorded["sourceId"].Address().Rid,
                recorded["address"].HexNumber(),
                Access(recorded["access"]) == DmaAccess.Write)
            : null;
        var dropped = step.Optional("dropped")?.Flag() ?? false;
        return address is not null || fault is not null || dropped ? new TranslationAnswer(address, fault) : null;
    }

    private static HardwareCommand Invalidation(JsonField step)
    {
        var scope = step.Optional("g")?.Text() ?? "global";
        var domain = (ushort)(step.Optional("did")?.WholeNumber(0, ushort.MaxValue) ?? 0);
        return (step["what"].Text(), scope) switch
        {
            ("context", "global") => HardwareCommand.InvalidateContext(InvalidationScope.Global),
            ("context", "domain") => HardwareCommand.InvalidateContext(InvalidationScope.Domain, domain),
            ("context", "device") => HardwareCommand.InvalidateContext(
                InvalidationScope.Device,
                domain,
                new Rid((ushort)step["sid"].WholeNumber(0, ushort.MaxValue)),
                step.Optional("fm")?.WholeNumber(0, 3) ?? 0),
            ("iotlb", "global") => HardwareCommand.InvalidateIotlb(InvalidationScope.Global),
            ("iotlb", "domain") => HardwareCommand.InvalidateIotlb(InvalidationScope.Domain, domain),
            ("iotlb", "page") => HardwareCommand.InvalidatePages(
                domain, step["addr"].HexNumber(), step.Optional("am")?.WholeNumber(0, 63) ?? 0),
            ("context" or "iotlb", _) => throw step["g"].Problem($"'{JsonField.Shortened(scope)}' cannot be invalidated"),
            var (what, _) => throw step["what"].Problem($"there is no cache '{JsonField.Shortened(what)}'"),
        };
    }
}
