using FleetSim.Load.Report;
using FleetSim.Load.Results;
using FleetSim.Scenarios.Workloads;

namespace FleetSim.Scenarios.Reporting;

/// <summary>The requests of devices in one line.</summary>
public static class TranslationText
{
    public static string Of(TranslationSummary translation, LoadResult load)
    {
        ArgumentNullException.ThrowIfNull(translation);
        ArgumentNullException.ThrowIfNull(load);
        var all = translation.Translated + translation.Faults;
        var planned = translation.PlannedHits is { } hits ? $" (planned {Figures.Count(hits)})" : "";
        var stale = translation.Stale > 0 ? $"{Figures.Count(translation.Stale)} unmapped and not flushed yet; " : "";
        return $"translations: {Figures.Count(translation.Translated)} translated, {Figures.Count(translation.Faults)} blocked, "
            + $"{Figures.Count(translation.Hits)} answered by the IOTLB{planned}, "
            + $"{Figures.Number(100.0 * translation.Hits / all)} % of all; {Figures.Count(translation.Strays)} astray; {stale}"
            + $"{Figures.Number(all / (load.MeasuredSeconds + load.WarmupSeconds))}/s";
    }
}
