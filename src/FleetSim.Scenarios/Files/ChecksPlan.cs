namespace FleetSim.Scenarios.Files;

/// <summary>What is checked besides the thresholds.</summary>
public sealed record ChecksPlan(InvariantChecks Invariants, AuditChecks Audit, HistoryChecks History);
