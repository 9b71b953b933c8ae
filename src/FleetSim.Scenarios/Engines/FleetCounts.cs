using FleetSim.Model;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Telemetry;

namespace FleetSim.Scenarios.Engines;

/// <summary>The grains' own counters at one moment.</summary>
internal sealed record FleetCounts(
    IReadOnlyList<(GroupVerb Operation, Errno Outcome, long Count)> Claims,
    IReadOnlyList<(DeviceVerb Operation, Errno Outcome, long Count)> Binds,
    IReadOnlyList<(HostVerb Operation, Errno Outcome, long Count)> Hotplug,
    long Requests)
{
    public static FleetCounts Read(FleetInstruments instruments) => new(
        instruments.Claims.Read(),
        instruments.Binds.Read(),
        instruments.Hotplug.Read(),
        instruments.Translations.Count(TranslationOutcome.Translated)
        + instruments.Translations.Count(TranslationOutcome.Fault));

    /// <summary>What was counted since an earlier moment.</summary>
    public FleetCounts Since(FleetCounts earlier) => new(
        Minus(Claims, earlier.Claims), Minus(Binds, earlier.Binds), Minus(Hotplug, earlier.Hotplug),
        Requests - earlier.Requests);

    private static List<(T Operation, Errno Outcome, long Count)> Minus<T>(
        IReadOnlyList<(T Operation, Errno Outcome, long Count)> now,
        IReadOnlyList<(T Operation, Errno Outcome, long Count)> earlier)
        where T : struct, Enum
    {
        var before = earlier.ToDictionary(cell => (cell.Operation, cell.Outcome), cell => cell.Count);
        return [.. now.Select(cell =>
            cell with { Count = cell.Count - before.GetValueOrDefault((cell.Operation, cell.Outcome)) })];
    }
}
