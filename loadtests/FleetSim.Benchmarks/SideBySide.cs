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
            var both = await InTurn(round, number => Clean(value, number), number => Clean(reference, number));
            if (round >= 0)
            {
                measured.Add(both);
            }
        }

        return measured;
    }

    /// <summary>The same with every round cut into <see cref="Slices"/>: a neighbour that is busy for a second disturbs
    /// a few slices of both sides, and not one side of a round.</summary>
    /// <remarks>Garbage is collected before a round and then when it is due, which is in a slice of one side as much
    /// more often as that side allocates more.</remarks>
    /// <param name="value">Measures a slice of the value; is given a number that no other slice has.</param>
    /// <param name="reference">The same of the reference.</param>
    /// <returns>Medians of the slices of each round; the round that warms up is not among them.</returns>
    public static async Task<IReadOnlyList<(double Value, double Reference)>> MeasureInSlices(
        int rounds, Func<int, Task<double>> value, Func<int, Task<double>> reference)
    {
        var measured = new List<(double, double)>();
        for (var round = -1; round < rounds; round++)
        {
            GC.Collect();
            var slices = new List<(double Value, double Reference)>();
            for (var number = 0; number < Slices; number++)
            {
                slices.Add(await InTurn(((round + 1) * Slices) + number, value, reference));
            }

            if (round >= 0)
            {
                measured.Add((
                    BenchResult.Median(slices.Select(slice => slice.Value)),
                    BenchResult.Median(slices.Select(slice => slice.Reference))));
            }
        }

        return measured;
    }

    /// <summary>The value is measured first with an even number, and last with an odd one.</summary>
    private static async Task<(double Value, double Reference)> InTurn(
        int number, Func<int, Task<double>> value, Func<int, Task<double>> reference)
    {
        var isFirst = number % 2 == 0;
        var before = isFirst ? await value(number) : 0;
        var against = await reference(number);
        return (isFirst ? before : await value(number), against);
    }

    private static Task<double> Clean(Func<int, Task<double>> measure, int round)
    {
        GC.Collect();
        return measure(round);
    }
}
