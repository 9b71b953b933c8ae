namespace FleetSim.Scenarios.Files.Keys;

/// <summary>A workload, and where the file says what only the whole scenario can check.</summary>
internal sealed record PlacedWorkload(WorkloadPlan Plan, FieldPlace Name, FieldPlace Load);
