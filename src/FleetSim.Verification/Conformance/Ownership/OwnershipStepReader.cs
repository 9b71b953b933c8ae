using System.Collections.Immutable;
using System.Globalization;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>Reads one recorded operation.</summary>
internal static class OwnershipStepReader
{
    /// <summary>The names of operations in recordings.</summary>
    private static readonly Dictionary<string, OwnershipOperation> Operations = Enum.GetValues<OwnershipOperation>()
        .ToDictionary(Name, operation => operation, StringComparer.Ordinal);

    public static OwnershipStep Read(JsonField step)
    {
        var operation = Operations.TryGetValue(step["op"].Text(), out var known)
            ? known
            : throw step["op"].Problem($"there is no operation '{JsonField.Shortened(step["op"].Text())}'");
        return new OwnershipStep
        {
            Actor = step["actor"].Text(),
            Operation = operation,
            Device = (step.Optional("device") ?? step.Optional("owner"))?.Address() ?? default,
            Sibling = step.Optional("sibling")?.Address() ?? default,
            Driver = step.Optional("driver")?.Text(),
            Group = step.Optional("group") is { } group ? OwnershipReader.Number(group.Text(), group) : 0,
            File = File(step, operation),
            As = Text(step, "as", operation == OwnershipOperation.OpenContainer ? "container" : null),
            Container = operation == OwnershipOperation.SetContainer ? step["container"].Text() : "",
            IommuType = operation == OwnershipOperation.SetIommu ? step["type"].WholeNumber(0, int.MaxValue) : 0,
            Word = operation == OwnershipOperation.SetGroupType ? step["type"].Text() : "",
            Id = Id(step, operation),
            Appeared = operation == OwnershipOperation.Plug ? Appeared(step) : [],
            Answer = Answer(step),
            After = step.Optional("after") is { } after ? OwnershipReader.View(after) : null,
            IsBlocked = step.Optional("blocked")?.Flag() ?? false,
            CompletedAfterStep = step.Optional("completedAfterStep")?.WholeNumber(0, int.MaxValue),
            IsDeleted = step.Optional("deletedEventSeen")?.Flag() ?? true,
        };
    }

    private static string Name(OwnershipOperation operation) => operation switch
    {
        OwnershipOperation.BindUnbind => "bind-unbind",
        OwnershipOperation.RemoveRescan => "remove-rescan",
        _ => char.ToLowerInvariant($"{operation}"[0]) + $"{operation}"[1..],
    };

    private static string File(JsonField step, OwnershipOperation operation) => operation switch
    {
        OwnershipOperation.SetIommu => step["container"].Text(),
        OwnershipOperation.CloseFd or OwnershipOperation.ReadEvent => step["fd"].Text(),
        OwnershipOperation.DeviceInfo or OwnershipOperation.ReadConfig or OwnershipOperation.RequestIrq =>
            step["deviceFd"].Text(),
        _ => step.Optional("groupFd")?.Text() ?? "",
    };

    private static string Text(JsonField step, string name, string? otherwise) =>
        (step.Optional(name) ?? (otherwise is null ? null : step.Optional(otherwise)))?.Text() ?? "";

    private static string Id(JsonField step, OwnershipOperation operation) => operation switch
    {
        OwnershipOperation.Plug => step["device_add"]["id"].Text(),
        OwnershipOperation.Unplug or OwnershipOperation.WaitDeleted => step["id"].Text(),
        _ => "",
    };

    private static RecordedAnswer? Answer(JsonField step)
    {
        // The hypervisor answers with a word, and the death of a process with none.
        if (step.Optional("result") is not { Value.ValueKind: System.Text.Json.JsonValueKind.Object } result
            || result.Optional("errno") is not { } errno)
        {
            return null;
        }

        return new RecordedAnswer(
            result["ret"].WholeNumber(-1, int.MaxValue), errno.Text(), Value(step["op"].Text(), result));
    }

    /// <summary>
    /// What else is compared. The kernel repeats its event every 10 s: that there was one counts, not how often.
    /// </summary>
    private static int? Value(string operation, JsonField result) => operation switch
    {
        "groupStatus" => result.Optional("flags")?.WholeNumber(0, int.MaxValue),
        "readEvent" => result.Optional("count") is { } count ? Math.Min(count.WholeNumber(0, int.MaxValue), 1) : null,
        _ => null,
    };

    private static ImmutableArray<PluggedIdentity> Appeared(JsonField step) =>
    [
        .. step["appeared"].Items(256).Select(function => Identity(function, step["identity"][function.Text()])),
    ];

    private static PluggedIdentity Identity(JsonField function, JsonField identity) => new(
        function.Address(),
        (ushort)Hex(identity["vendor"], ushort.MaxValue),
        (ushort)Hex(identity["device"], ushort.MaxValue),
        Hex(identity["class"], 0xff_ffff));

    private static uint Hex(JsonField field, uint most)
    {
        var text = field.Text();
        var digits = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            && number <= most
                ? number
                : throw field.Problem($"'{JsonField.Shortened(text)}' is no hexadecimal number up to {most:x}");
    }
}
