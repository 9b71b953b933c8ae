using System.Collections.Immutable;

namespace FleetSim.Model.Pci.Capture;

/// <summary>The functions and groups of a host at one moment.</summary>
public sealed record CaptureStage
{
    public required string Label { get; init; }

    /// <summary>What was done since the stage before, in order. Empty for boot.</summary>
    public ImmutableArray<CaptureAction> Actions { get; init; } = [];

    /// <summary>In the order of the input.</summary>
    public required ImmutableArray<CapturedFunction> Functions { get; init; }

    public ImmutableArray<CapturedGroup> Groups { get; init; } = [];

    /// <summary>The same functions as a tree.</summary>
    public required PciTopology Topology { get; init; }
}
