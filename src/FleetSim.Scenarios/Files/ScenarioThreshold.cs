using FleetSim.Load.Thresholds;

namespace FleetSim.Scenarios.Files;

/// <summary>A threshold, and where the file says it.</summary>
/// <param name="Line">Line in the scenario file, from 1.</param>
public sealed record ScenarioThreshold(Threshold Condition, int Line);
