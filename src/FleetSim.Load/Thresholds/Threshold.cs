using FleetSim.Load.Quantities;

namespace FleetSim.Load.Thresholds;

/// <summary>A condition a run must meet: <c>claim.latency.p99 &lt; 10ms</c>, <c>violations == 0</c>.</summary>
/// <param name="Expression">As the scenario wrote it, without the spaces around it.</param>
/// <param name="Bound">In the base unit of the metric: count, share of 1, seconds, per second.</param>
public sealed record Threshold(string Expression, string Metric, Comparison Comparison, double Bound, MetricUnit Unit)
{
    // Longer signs first: "<=" must not be read as "<".
    private static readonly (string Sign, Comparison Comparison)[] Signs =
    [
        ("<=", Comparison.LessOrEqual),
        (">=", Comparison.GreaterOrEqual),
        ("==", Comparison.Equal),
        ("!=", Comparison.NotEqual),
        ("<", Comparison.Less),
        (">", Comparison.Greater),
    ];

    /// <summary>Parses a threshold before the run, so that a misspelt one costs nothing.</summary>
    /// <param name="metrics">The names that exist, with their units.</param>
    /// <exception cref="LoadFormatException">No comparison, an unknown metric, or a bound of another unit.</exception>
    public static Threshold Parse(string expression, IReadOnlyDictionary<string, MetricUnit> metrics)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(metrics);
        var text = expression.Trim();
        var at = text.AsSpan().IndexOfAny("<>=!");
        var sign = Array.FindIndex(Signs, s => at > 0 && text.AsSpan(at).StartsWith(s.Sign));
        if (sign < 0)
        {
            throw new LoadFormatException(
                $"'{text}' is not a threshold; expected a metric, one of < <= > >= == != and a value");
        }

        var metric = text[..at].Trim();
        if (!metrics.TryGetValue(metric, out var unit))
        {
            throw new LoadFormatException($"'{metric}' is not a metric of this run{Nearest(metric, metrics.Keys)}");
        }

        var bound = MetricValue.Parse(text[(at + Signs[sign].Sign.Length)..].Trim(), unit, metric);
        return new Threshold(text, metric, Signs[sign].Comparison, bound, unit);
    }

    /// <summary>
    /// Compares after the run. A metric without a value (missing, or no operation at all) is not met.
    /// </summary>
    public ThresholdResult Evaluate(IReadOnlyDictionary<string, double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var known = values.TryGetValue(Metric, out var actual) && double.IsFinite(actual);
        return known
            ? new ThresholdResult(Expression, Holds(actual), actual, Unit)
            : new ThresholdResult(Expression, Met: false, Actual: null, Unit);
    }

    private bool Holds(double actual) => Comparison switch
    {
        Comparison.Less => actual < Bound,
        Comparison.LessOrEqual => actual <= Bound,
        Comparison.Greater => actual > Bound,
        Comparison.GreaterOrEqual => actual >= Bound,
        Comparison.Equal => actual == Bound,
        _ => actual != Bound,
    };

    private static string Nearest(string metric, IEnumerable<string> names)
    {
        var nearest = names
            .Select(name => (Name: name, Distance: EditDistance.Between(metric, name)))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= 1 + (metric.Length / 3)
            ? $"; did you mean '{nearest.Name}'?"
            : "";
    }
}
