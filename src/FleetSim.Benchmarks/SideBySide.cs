namespace FleetSim.Benchmarks;

/// <summary>Rounds of a value and of what it is measured against, in turn: what disturbs the machine disturbs
/// both.</summary>
internal static class SideBySide
{
    /// <param name="value">Measures the value; is given the round's number, -1 for the one that only warms up.</param>
    /// <param name="reference">The same of the reference.</param>
    /// <returns>Both of each round. Whoever was first in one round is second in the next, and begins without the other's
    /// garbage.</returns>
    public static async Task<IReadOnlyList<BenchRound>> Measure(
        int rounds, Func<int, Task<double>> value, Func<int, Task<double>> reference)
    {
        var measured = new List<BenchRound>();
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

    /// <summary>The same with every round cut into slices: a neighbour that is busy for a second disturbs a few slices of
    /// both sides, and not one side of a round. How far two halves of the same work lie apart hardly depends on how long
    /// they are, so that many short slices tell more than a few long ones.</summary>
    /// <remarks>Garbage is collected before a round and then when it is due, which is in a slice of one side as much
    /// more often as that side allocates more.</remarks>
    /// <param name="slices">How many a round has; even, so that each side is first equally often.</param>
    /// <param name="value">Measures a slice of the value; is given a number that no other slice has.</param>
    /// <param name="reference">The same of the reference.</param>
    /// <returns>What the slices of each round are worth; the round that warms up is not among them.</returns>
    public static async Task<IReadOnlyList<BenchRound>> MeasureInSlices(
        int rounds, int slices, Func<int, Task<double>> value, Func<int, Task<double>> reference)
    {
        var measured = new List<BenchRound>();
        for (var round = -1; round < rounds; round++)
        {
            GC.Collect();
            var each = new List<BenchRound>();
            for (var number = 0; number < slices; number++)
            {
                each.Add(await InTurn(((round + 1) * slices) + number, value, reference));
            }

            if (round >= 0)
            {
                measured.Add(BenchRound.Of(each));
            }
        }

        return measured;
    }

    /// <summary>The value is measured first with an even number, and last with an odd one.</summary>
    private static async Task<BenchRound> InTurn(
        int number, Func<int, Task<double>> value, Func<int, Task<double>> reference)
    {
        var isFirst = number % 2 == 0;
        var before = isFirst ? await value(number) : 0;
        var against = await reference(number);
        return new(isFirst ? before : await value(number), against);
    }

    private static Task<double> Clean(Func<int, Task<double>> measure, int round)
    {
        GC.Collect();
        return measure(round);
    }
}
