namespace FleetSim.Benchmarks;

/// <summary>Rounds of a value and of what it is measured against, in turn: what disturbs the machine disturbs
/// both.</summary>
internal static class SideBySide
{
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

    private static Task<double> Clean(Func<int, Task<double>> measure, int round)
    {
        GC.Collect();
        return measure(round);
    }
}
