namespace FleetSim.Scenarios.Engines;

/// <summary>How often a load framework saw a step answered in one way.</summary>
/// <param name="StatusCode">The outcome's label: <c>ok</c>, an errno, or the name of a failure.</param>
public readonly record struct StepCount(string Workload, string Step, string StatusCode, long Count);
