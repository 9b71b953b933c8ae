using System.Collections.Immutable;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Verification.Conformance.DmaMap;

/// <summary>Reads one recorded operation. A member that it does not know could change the meaning: it is
/// refused.</summary>
internal static class DmaMapStepReader
{
    private const int CapabilitiesMax = 64;
    private const int RangesMax = 10_000;

    public static DmaMapStep Read(JsonField step) => step["op"].Text() switch
    {
        "buffer" => Buffer(Known(step, "buffer", "size", "prot")),
        "map" => Map(Known(step, "flags", "vaddr", "iova", "size", "argsz")),
        "unmap" => Unmap(Known(step, "flags", "iova", "size", "argsz")),
        "info" => new DmaMapStep
        {
            Operation = DmaMapOperation.Info,
            Name = DmaMapCaseReplay.Container,
            Argsz = Argsz(Known(step, "argsz")),
            Answer = Answer(step),
        },
        "raw" => RawLine.Read(Known(step, "line")["line"], Answer(step)),
        var unknown => throw step["op"].Problem($"there is no operation '{JsonField.Shortened(unknown)}'"),
    };

    private static DmaMapStep Buffer(JsonField step) => new()
    {
        Operation = DmaMapOperation.Buffer,
        Name = step["buffer"].Text(),
        Size = Numbers.Of(step["size"]),
        Access = step["prot"].Text() switch
        {
            "rw" => MemoryAccess.ReadWrite,
            "ro" => MemoryAccess.Read,
            "none" => MemoryAccess.None,
            _ => throw step["prot"].Problem("expected rw, ro or none"),
        },
        Answer = Answer(step),
    };

    private static DmaMapStep Map(JsonField step) => new()
    {
        Operation = DmaMapOperation.Map,
        Name = DmaMapCaseReplay.Container,
        Flags = Numbers.Word(step["flags"]),
        Vaddr = Numbers.Vaddr(step["vaddr"]),
        Iova = Numbers.Of(step["iova"]),
        Size = Numbers.Of(step["size"]),
        Argsz = Argsz(step),
        Answer = Answer(step),
    };

    private static DmaMapStep Unmap(JsonField step) => new()
    {
        Operation = DmaMapOperation.Unmap,
        Name = DmaMapCaseReplay.Container,
        Flags = Numbers.Word(step["flags"]),
        Iova = Numbers.Of(step["iova"]),
        Size = Numbers.Of(step["size"]),
        Argsz = Argsz(step),
        Answer = Answer(step),
    };

    private static uint? Argsz(JsonField step) => step.Optional("argsz") is { } argsz ? Numbers.Word(argsz) : null;

    private static JsonField Known(JsonField step, params ReadOnlySpan<string> arguments)
    {
        foreach (var (name, field) in step.Members())
        {
            if (name is not ("op" or "result") && !arguments.Contains(name))
            {
                throw field.Problem($"'{JsonField.Shortened(name)}' is not known of '{step["op"].Text()}'");
            }
        }

        return step;
    }

    private static RecordedDmaAnswer Answer(JsonField step)
    {
        var result = step["result"];
        return new RecordedDmaAnswer(
            result["ret"].WholeNumber(-1, int.MaxValue),
            result["errno"].Text(),
            result.Optional("size") is { } size ? Numbers.Of(size) : null,
            result.Optional("pgsizes") is { } pageSizes ? Info(Numbers.Of(pageSizes), result["caps"]) : null);
    }

    private static DmaInfo Info(ulong pageSizes, JsonField capabilities)
    {
        var ranges = ImmutableArray<IovaRange>.Empty;
        uint? available = null;
        foreach (var capability in capabilities.Items(CapabilitiesMax))
        {
            if (capability.Optional("iova_ranges") is { } list)
            {
                ranges = [.. list.Items(RangesMax).Select(Range)];
            }

            available = capability.Optional("dma_avail") is { } left ? Numbers.Word(left) : available;
        }

        return new DmaInfo(pageSizes, ranges, available ?? throw capabilities.Problem("no entry has 'dma_avail'"));
    }

    private static IovaRange Range(JsonField range) =>
        range.Items(2).ToList() is [var first, var last]
            ? new IovaRange(Numbers.Of(first), Numbers.Of(last))
            : throw range.Problem("expected the first and the last IOVA");
}
