using FleetSim.Load.Results;
using FleetSim.Load.Thresholds;

namespace FleetSim.Load.Report;

/// <summary>The sections every run has; a scenario puts its own around them.</summary>
public static class LoadSections
{
    public static TilesSection KeyFigures(LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var failures = result.Workloads.Values.Sum(workload => workload.Failures);
        var unsent = result.Workloads.Values.Sum(workload => workload.Unsent);
        var rate = result.MeasuredSeconds > 0 ? result.Operations / result.MeasuredSeconds : 0;
        var (slowest, unit) = Figures.DurationParts(
            result.Workloads.Values.Select(workload => workload.Latency.P99).DefaultIfEmpty(0).Max());
        return new TilesSection("",
        [
            new("Operations", Figures.Count(result.Operations), Note: $"in {Figures.Duration(result.MeasuredSeconds)}"),
            new("Throughput", Figures.Number(rate), "/s"),
            new("p99 latency", slowest, unit, "of the slowest workload"),
            new("Failures", Figures.Count(failures), Tone: failures > 0 ? Tone.Bad : Tone.Good),
            new("Unsent", Figures.Count(unsent), Tone: unsent > 0 ? Tone.Bad : Tone.Good),
        ]);
    }

    public static TableSection Thresholds(IReadOnlyList<ThresholdResult> thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        return new TableSection(
            "Thresholds",
            [new("Threshold"), new("Measured", Numeric: true), new("Verdict", Numeric: true)],
            [.. thresholds.Select(threshold => (IReadOnlyList<TableCell>)
            [
                new(threshold.Expression),
                new(Figures.Measured(threshold)),
                threshold.Met ? new("met", Tone.Good) : new("missed", Tone.Bad),
            ])]);
    }

    /// <summary>Rate, percentiles and lateness, a row for each workload and step.</summary>
    public static TableSection Latency(LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var columns = new[] { "Operations", "Rate", "p50", "p90", "p99", "p99.9", "p99.99", "max", "late", "unsent" };
        return new TableSection(
            "Latency",
            [new("Workload"), .. columns.Select(name => new TableColumn(name, Numeric: true))],
            [.. result.Workloads.Concat(result.Steps).Select(pair => LatencyRow(pair.Key, pair.Value))])
        {
            Note = "From the moment an operation was planned to start, so time spent waiting behind a stall counts.",
        };
    }

    /// <summary>How often there was each outcome, a row for each workload, step and label.</summary>
    public static TableSection Outcomes(LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new TableSection(
            "Outcomes",
            [new("Workload"), new("Outcome"), new("Operations", true), new("Share", true), new("First message")],
            [.. result.Workloads.Concat(result.Steps).SelectMany(pair => pair.Value.Outcomes.Select(outcome =>
                OutcomeRow(pair.Key, pair.Value, outcome.Key, outcome.Value)))]);
    }

    /// <summary>Operations by second and outcome of one workload, without the drain.</summary>
    public static TimeSeriesSection Rate(LoadResult result, string workload)
    {
        ArgumentNullException.ThrowIfNull(result);
        var measured = result.Workloads[workload];
        var series = measured.Series.Outcomes
            .OrderBy(pair => pair.Key == "ok" ? 0 : 1)
            .Select(pair => new ChartSeries(pair.Key, Cut(result, pair.Value), ToneOf(measured, pair.Key)));
        return new TimeSeriesSection($"{workload}: operations per second", ValueScale.PerSecond, true, [.. series]);
    }

    /// <summary>Median, 99th percentile and greatest latency by second of one workload, without the drain.</summary>
    public static TimeSeriesSection LatencyOverTime(LoadResult result, string workload)
    {
        ArgumentNullException.ThrowIfNull(result);
        var series = result.Workloads[workload].Series;
        return new TimeSeriesSection($"{workload}: latency over time", ValueScale.Latency, false,
        [
            new("p50", Cut(result, series.LatencyP50), Tone.Good),
            new("p99", Cut(result, series.LatencyP99), Peaks: true),
            new("max", Cut(result, series.LatencyMax), Tone.Bad, Peaks: true),
        ]);
    }

    /// <summary>Memory by second; null when none was measured.</summary>
    public static TimeSeriesSection? Memory(LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Memory is not { } memory
            ? null
            : new TimeSeriesSection("Memory of the process in MiB", ValueScale.Count, false,
            [
                new("heap after its latest collection", MiB(memory.Managed), Tone.Good),
                new("resident", MiB(memory.Resident), Tone.Muted),
            ]);
    }

    /// <summary>Latency from the planned start, one curve for each workload and step.</summary>
    public static PercentileSection Percentiles(LoadResult result) =>
        Percentiles(result, "Latency by percentile", workload => workload.Latency) with
        {
            Note = "From the moment an operation was planned to start.",
        };

    /// <summary>Latency from the real start, one curve for each workload and step.</summary>
    public static PercentileSection ServicePercentiles(LoadResult result) =>
        Percentiles(result, "Service time by percentile", workload => workload.Service) with
        {
            Note = "From the moment an operation really started: what is above this in the latency was spent waiting "
                + "for its turn.",
        };

    private static PercentileSection Percentiles(
        LoadResult result, string title, Func<WorkloadResult, LatencySummary> of)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new PercentileSection(
            title,
            [.. result.Workloads.Concat(result.Steps).Select(pair =>
                new PercentileCurve(pair.Key, of(pair.Value).Distribution))]);
    }

    private static Tone ToneOf(WorkloadResult workload, string label) =>
        label == "ok" ? Tone.Good
        : label == "aborted" ? Tone.Muted
        : workload.FailureLabels.Contains(label) ? Tone.Bad
        : Tone.Neutral;

    private static double[] MiB(IEnumerable<long> bytes) => [.. bytes.Select(one => one / (double)(1 << 20))];

    private static double[] Cut(LoadResult result, IEnumerable<long> values) =>
        Cut(result, values.Select(value => (double)value));

    private static double[] Cut(LoadResult result, IEnumerable<double> values) =>
        [.. values.Take((int)Math.Ceiling(result.MeasuredSeconds))];

    private static IReadOnlyList<TableCell> LatencyRow(string name, WorkloadResult workload)
    {
        var latency = workload.Latency;
        double[] percentiles = [latency.P50, latency.P90, latency.P99, latency.P999, latency.P9999, latency.Max];
        return
        [
            new(name),
            new(Figures.Count(workload.Operations)),
            new(Figures.Number(workload.RatePerSecond) + "/s"),
            .. percentiles.Select(seconds => new TableCell(Latency(workload, seconds))),
            new(Figures.Count(workload.Late), workload.Late > 0 ? Tone.Neutral : Tone.Muted),
            new(Figures.Count(workload.Unsent), workload.Unsent > 0 ? Tone.Bad : Tone.Muted),
        ];
    }

    private static string Latency(WorkloadResult workload, double seconds) =>
        workload.Operations == 0 ? "–" : seconds < 1e-6 ? "< 1 µs" : Figures.Duration(seconds);

    private static IReadOnlyList<TableCell> OutcomeRow(
        string name, WorkloadResult workload, string label, long count) =>
    [
        new(name),
        new(label, workload.FailureLabels.Contains(label) ? Tone.Bad : Tone.Neutral),
        new(Figures.Count(count)),
        new(Figures.Percent(count / Math.Max(1.0, workload.Operations))),
        new(workload.Errors.GetValueOrDefault(label, ""), Tone.Muted),
    ];
}
