namespace FleetSim.Load.Comparing;

/// <summary>One line of a comparison.</summary>
/// <param name="Subject">The workload or step; empty for the whole run.</param>
/// <param name="Figure">What was compared, such as <c>latency p50</c>.</param>
/// <param name="Base">In the figure's unit; of several runs, the geometric mean (of events the sum).</param>
/// <param name="Interval">Null for events, which are counted and not estimated.</param>
/// <param name="Decides">False for what is told only.</param>
/// <param name="RunsNeeded">
/// Runs on each side that would be enough if it is too noisy to tell; null when it is not, or when no number is.
/// </param>
public sealed record ComparisonLine(
    string Subject,
    string Figure,
    FigureKind Kind,
    double Base,
    double New,
    RatioInterval? Interval,
    LineVerdict Verdict,
    bool Decides,
    int? RunsNeeded = null);
