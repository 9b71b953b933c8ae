namespace FleetSim.Benchmarks;

/// <summary>One measured budget: a value, what it was measured against in the same run, and the ratio it may
/// have.</summary>
/// <param name="Value">Median over the rounds, in <paramref name="Unit"/>.</param>
/// <param name="Reference">Median of the reference over the same rounds; null when there was none.</param>
/// <param name="Ratio">Median of the rounds' ratios.</param>
/// <param name="Budget">Largest ratio that is allowed; null for a value that is only told.</param>
public sealed record BenchResult(
    string Name, string Unit, double Value, double? Reference, double? Ratio, double? Budget, int Rounds)
{
    /// <summary>Whether the budget is kept; null when it cannot be judged, or there is none.</summary>
    public bool? Met => Ratio is null || Budget is null ? null : Ratio <= Budget;

    /// <summary>Why it is not judged.</summary>
    public string? Note { get; init; }

    /// <summary>The smallest and the largest value of a round.</summary>
    public required Spread Values { get; init; }

    /// <summary>The smallest and the largest ratio of a round; null without a reference.</summary>
    public Spread? Ratios { get; init; }

    public static BenchResult Of(string name, string unit, double? budget, IReadOnlyList<BenchRound> rounds)
    {
        double[] values = [.. rounds.Select(round => round.Value)];
        double[] ratios = [.. rounds.Select(round => round.Ratio)];
        var reference = Median(rounds.Select(round => round.Reference));
        return new(name, unit, Median(values), reference, Median(ratios), budget, rounds.Count)
        {
            Values = Spread.Of(values),
            Ratios = Spread.Of(ratios),
        };
    }

    /// <summary>A value that has nothing beside it.</summary>
    public static BenchResult Alone(string name, string unit, double? budget, IReadOnlyList<double> rounds) =>
        new(name, unit, Median(rounds), null, null, budget, rounds.Count) { Values = Spread.Of(rounds) };

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
