using FleetSim.Load.Comparing;
using FleetSim.Load.Models;
using FleetSim.Load.Results;

namespace FleetSim.Load.Tests.Comparing;

/// <summary>What is compared of a run, without a document in between.</summary>
internal static class Measured
{
    public static ComparedRun Of(LoadResult result, LoadKind kind) => new()
    {
        Workloads = result.Workloads.ToDictionary(
            pair => pair.Key, pair => Of(pair.Value, kind, result.MeasuredSeconds)),
        Processor = result.Processor is { } processor
            ? new ComparedProcessor(
                processor.Seconds,
                processor.BusyShare,
                processor.OthersShare,
                SeriesBlocks.Sums(processor.PerSecond, result.MeasuredSeconds))
            : null,
    };

    private static ComparedWorkload Of(WorkloadResult workload, LoadKind kind, double seconds) => new(
        kind,
        workload.Operations,
        workload.RatePerSecond,
        workload.Late,
        workload.Unsent,
        Of(workload.Latency),
        Of(workload.Service),
        SeriesBlocks.Of(workload.Series, seconds));

    private static ComparedLatency Of(LatencySummary latency) => new(latency.P50, latency.P99, latency.P999);
}
