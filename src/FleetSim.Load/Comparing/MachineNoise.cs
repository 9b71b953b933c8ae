namespace FleetSim.Load.Comparing;

/// <summary>What other processes on the machine may have done to a comparison.</summary>
/// <remarks>
/// Repeating a run does not help against a neighbour who was there during one set of runs and not during the other;
/// knowing how much of the machine others took does. Times and rates move with the share that is left, as soon as
/// the machine is full. Processor time an operation moves far less: a full machine shares its caches, and the
/// two halves of a core.
/// </remarks>
internal static class MachineNoise
{
    /// <summary>Below this there was always a processor free.</summary>
    private const double Full = 0.85;

    /// <summary>What a neighbour on every processor costs in processor time, as a share.</summary>
    private const double NeighbourCost = 0.3;

    /// <summary>The most that can be left out of account of a machine that others had to themselves.</summary>
    private const double ShareMax = 0.95;

    /// <summary>The difference of logarithms that a neighbour may explain.</summary>
    public static double Of(FigureKind kind, IReadOnlyList<ComparedRun> before, IReadOnlyList<ComparedRun> after)
    {
        if (before.Concat(after).Any(run => run.Processor?.OthersShare is null))
        {
            return 0;
        }

        var (b, a) = (Others(before), Others(after));
        if (kind == FigureKind.Processor)
        {
            return NeighbourCost * Math.Abs(a - b);
        }

        var full = before.Concat(after).Average(run => run.Processor!.BusyShare ?? 0) >= Full;
        return full ? Math.Abs(Math.Log((1 - b) / (1 - a))) : 0;
    }

    private static double Others(IReadOnlyList<ComparedRun> runs) =>
        Math.Min(ShareMax, runs.Average(run => run.Processor!.OthersShare!.Value));
}
