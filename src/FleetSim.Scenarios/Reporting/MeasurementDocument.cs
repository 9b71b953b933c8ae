using FleetSim.Load.Comparing;
using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Reporting;

/// <summary>What a comparison of runs needs of one workload or step, beside its latency and outcomes.</summary>
/// <param name="Load"><c>open</c>, <c>closed</c>, or <c>step</c> for what several workloads share.</param>
/// <param name="Rate">Operations a second.</param>
/// <param name="Failures">Answers that are not allowed, or none; those of the warm-up included.</param>
/// <param name="Late">Operations that started late.</param>
/// <param name="Unsent">Arrivals that were not started.</param>
/// <param name="Service">Latency from the real start.</param>
/// <param name="Blocks">How the run went on, in at most twenty stretches.</param>
public sealed record MeasurementDocument(
    string Load,
    long Operations,
    double Rate,
    long Failures,
    long Late,
    long Unsent,
    LatencyDocument Service,
    SeriesBlocks Blocks)
{
    public const string Step = "step";

    /// <summary>All workloads and steps of a run, by name.</summary>
    internal static IReadOnlyDictionary<string, MeasurementDocument> Of(RunResult result)
    {
        var kinds = result.Scenario.Workloads.ToDictionary(workload => workload.Name, workload => workload.Load.Kind);
        return result.Load.Workloads.Concat(result.Load.Steps).ToDictionary(
            pair => pair.Key,
            pair => Of(
                pair.Value,
                kinds.TryGetValue(pair.Key, out var kind) ? (kind == LoadKind.Open ? "open" : "closed") : Step,
                result.Load.MeasuredSeconds));
    }

    private static MeasurementDocument Of(WorkloadResult workload, string load, double measuredSeconds) => new(
        load,
        workload.Operations,
        workload.RatePerSecond,
        workload.Failures + workload.WarmupFailures,
        workload.Late,
        workload.Unsent,
        LatencyDocument.Of(workload.Service),
        SeriesBlocks.Of(workload.Series, measuredSeconds));
}

/// <summary>Processor time over the measurement.</summary>
/// <param name="SecondsPerOperation">Of all workloads together; null without an operation.</param>
/// <param name="BusyShare">Share of the machine that anything used, 0 to 1; null if unknown.</param>
/// <param name="OthersShare">Share of the machine that other processes took; null if unknown.</param>
/// <param name="Blocks">Seconds in each of the workloads' blocks.</param>
public sealed record ProcessorDocument(
    double Seconds, double? SecondsPerOperation, double? BusyShare, double? OthersShare, IReadOnlyList<double> Blocks)
{
    internal static ProcessorDocument? Of(LoadResult load) => load.Processor is not { } processor
        ? null
        : new ProcessorDocument(
            processor.Seconds,
            load.Operations > 0 ? processor.Seconds / load.Operations : null,
            processor.BusyShare,
            processor.OthersShare,
            SeriesBlocks.Sums(processor.PerSecond, load.MeasuredSeconds));
}

/// <summary>Memory of the process over the measurement, in bytes.</summary>
/// <param name="Managed">Heap as the latest garbage collection left it, at the end.</param>
/// <param name="Resident">Pages in memory, at the end.</param>
/// <param name="Live">Heap without garbage after the last answer; null when it was not measured.</param>
/// <param name="Growth">By what share that was more than near the end of the warm-up.</param>
public sealed record MemoryDocument(long Managed, long Resident, long? Live, double? Growth)
{
    internal static MemoryDocument? Of(LoadResult load) => load.Memory is not { } memory
        ? null
        : new MemoryDocument(memory.Managed[^1], memory.Resident[^1], memory.LiveAfter, memory.Growth);
}
