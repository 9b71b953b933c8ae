namespace FleetSim.Load.Thresholds;

/// <summary>Whether a threshold held.</summary>
/// <param name="Expression">As the scenario wrote it.</param>
/// <param name="Actual">
/// The metric in its base unit (count, share of 1, seconds, per second); null if it has no value.
/// </param>
/// <param name="Unit">What <paramref name="Actual"/> is measured in.</param>
public sealed record ThresholdResult(string Expression, bool Met, double? Actual, MetricUnit Unit);
