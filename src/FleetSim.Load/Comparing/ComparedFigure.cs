namespace FleetSim.Load.Comparing;

/// <summary>One figure of both sets of runs.</summary>
/// <param name="Subject">The workload or step; empty for the whole run.</param>
/// <param name="Name">Such as <c>latency p50</c>.</param>
/// <param name="Before">One value a run of the base, all positive.</param>
/// <param name="After">The same of the new runs.</param>
internal sealed record ComparedFigure(
    string Subject, string Name, FigureKind Kind, IReadOnlyList<double> Before, IReadOnlyList<double> After)
{
    /// <summary>False for what is told and does not decide.</summary>
    public bool Decides { get; init; } = true;

    /// <summary>The figure by block, of all runs; empty when it has none.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Blocks { get; init; } = [];

    /// <summary>How much less exact the figure is than the one by block.</summary>
    public double BlockFactor { get; init; } = 1;

    /// <summary>A greater value is a worse one.</summary>
    public bool GreaterIsWorse => Kind is not (FigureKind.Rate or FigureKind.Share);
}
