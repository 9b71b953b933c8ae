using FleetSim.Contracts.Reports;
using FleetSim.Scenarios.Workloads;

namespace FleetSim.Scenarios.Running;

/// <summary>Whether all requests of a run add up: what was planned, what was answered, and what the units
/// counted.</summary>
internal static class TranslationChecks
{
    /// <returns>One sentence for each figure that differs.</returns>
    public static IEnumerable<string> Of(TranslationSummary? sent, RequestCounts? counted)
    {
        if (sent is null || counted is null)
        {
            yield break;
        }

        if (sent.Strays > 0)
        {
            yield return $"{sent.Strays} requests of devices were answered otherwise than their addresses say";
        }

        if (sent.PlannedHits is { } hits && hits != sent.Hits)
        {
            yield return $"the IOTLB answered {sent.Hits} requests, by the addresses it has to be {hits}";
        }

        if (sent.PlannedStale is { } stale && stale != sent.Stale)
        {
            yield return $"{sent.Stale} requests reached what was unmapped, until the flush it has to be {stale}";
        }

        var (translated, faults) = (counted.Translated, counted.Blocked);
        if (translated != sent.Translated || faults != sent.Faults)
        {
            yield return $"units counted {translated} translated and {faults} blocked requests, "
                + $"the devices were answered {sent.Translated} and {sent.Faults}";
        }
    }
}
