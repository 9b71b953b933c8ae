using FleetSim.Load.Thresholds;

namespace FleetSim.Scenarios.Files;

/// <summary>A threshold, and where the file says it.</summary>
/// <param name="Line">Line in the scenario file, from 1.</param>
/// <param name="AbortAfter">From so far into the measurement on, missing it ends the run; null only fails it in the
/// end.</param>
public sealed record ScenarioThreshold(Threshold Condition, int Line, TimeSpan? AbortAfter = null);
