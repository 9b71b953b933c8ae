namespace FleetSim.Benchmarks;

/// <summary>Rounds of a value and of what it is measured against, in turn: what disturbs the machine disturbs
/// both.</summary>
internal static class SideBySide
{
    /// <param name="value">Measures the value; is given the round's number, -1 for the one that only warms up.</param>
    /// <param name="reference">The same of the reference.</param>
    /// <returns>Both of each round. Whoever was first in one round is second in the next: what the one leaves to the
    /// garbage collector, the other pays for.</returns>
    public static async Task<IReadOnlyList<(double Value, double Reference)>> Measure(
        int rounds, Func<int, Task<double>> value, Func<int, Task<double>> reference)
    {
        var measured = new List<(double, double)>();
        for (var round = -1; round < rounds; round++)
        {
            var isFirst = round % 2 == 0;
            var before = isFirst ? await value(round) : 0;
            var against = await reference(round);
            var ours = isFirst ? before : await value(round);
            if (round >= 0)
            {
                measured.Add((ours, against));
            }
        }

        return measured;
    }
}
