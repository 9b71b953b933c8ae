namespace FleetSim.Benchmarks;

/// <summary>Rounds of a value and of what it is measured against, in turn: what disturbs the machine disturbs
/// both.</summary>
internal static class SideBySide
{
    /// <summary>An even number: each side is first equally often.</summary>
    public const int Slices = 8;

    /// <param name="value">Measures the value; is given the round's number, -1 for the one that only warms up.</param>
    /// <param name="reference">The same of the reference.</param>
    /// <returns>Both of each round. Whoever was first in one round is second in the next, and begins without the other's
    /// garbage.</returns>
    public static async Task<IReadOnlyList<(double Value, double Reference)>> Measure(
        int rounds, Func<int, Task<double>> value, Func<int, Task<double>> reference)
    {
        var measured = new List<(double, double)>();
        for (var round = -1; round < rounds; round++)
        {
            var isFirst = round % 2 == 0;
            var before = isFirst ? await Clean(value, round) : 0;
            var against = await Clean(reference, round);
            var ours = isFirst ? before : await Clean(value, round);
            if (round >= 0)
            {
                measured.Add((ours, against));
            }
        }

        return measured;
    }

    /// <summary>The same with every round cut into <see cref="Slices"/>: a neighbour that is busy for a second disturbs
    /// a few slices of both sides, and not one side of a round.</summary>
    /// <param name="value">Measures a slice of the value; is given a number that no other slice has.</param>
    /// <param name="reference">The same of the reference.</param>
    /// <returns>Medians of the slices of each round; the round that warms up is not among them.</returns>
    public static async Task<IReadOnlyList<(double Value, double Reference)>> MeasureInSlices(
        int rounds, Func<int, Task<double>> value, Func<int, Task<double>> reference)
    {
        var slices = await Measure((rounds + 1) * Slices, value, reference);
        return
        [
            .. slices.Chunk(Slices).Skip(1).Select(round => (
                BenchResult.Median(round.Select(slice => slice.Value)),
                BenchResult.Median(round.Select(slice => slice.Reference)))),
        ];
    }

    private static Task<double> Clean(Func<int, Task<double>> measure, int round)
    {
        GC.Collect();
        return measure(round);
    }
}
