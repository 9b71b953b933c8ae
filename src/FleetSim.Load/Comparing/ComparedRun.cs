using FleetSim.Load.Models;

namespace FleetSim.Load.Comparing;

/// <summary>What of a finished run is compared with another.</summary>
public sealed record ComparedRun
{
    /// <summary>Workloads and shared steps by name.</summary>
    public required IReadOnlyDictionary<string, ComparedWorkload> Workloads { get; init; }

    /// <summary>Null for a run in a simulated time, whose figures no machine disturbs.</summary>
    public ComparedProcessor? Processor { get; init; }

    /// <summary>How often there was what should not be, such as violations, by name.</summary>
    public IReadOnlyDictionary<string, ComparedEvent> Events { get; init; } =
        new Dictionary<string, ComparedEvent>();
}

/// <summary>One workload or shared step of a run.</summary>
/// <param name="Load">Null for a step.</param>
/// <param name="Late">Operations that started late.</param>
/// <param name="Unsent">Arrivals that were not started.</param>
/// <param name="Latency">From the planned start.</param>
/// <param name="Service">From the real start.</param>
public sealed record ComparedWorkload(
    LoadKind? Load,
    long Operations,
    double RatePerSecond,
    long Late,
    long Unsent,
    ComparedLatency Latency,
    ComparedLatency Service,
    SeriesBlocks Blocks);

/// <summary>Percentiles in seconds.</summary>
public readonly record struct ComparedLatency(double P50, double P99, double P999);

/// <summary>Processor time over the measurement.</summary>
/// <param name="Seconds">Of the process.</param>
/// <param name="OthersShare">Share of the machine that others took, 0 to 1; null if unknown.</param>
/// <param name="Blocks">Seconds in each of the workloads' blocks.</param>
public sealed record ComparedProcessor(
    double Seconds, double? BusyShare, double? OthersShare, IReadOnlyList<double> Blocks);

/// <summary>Something that should not happen.</summary>
/// <param name="Decides">One where there was none before is a regression; else it is told only.</param>
public readonly record struct ComparedEvent(long Count, bool Decides = true);
