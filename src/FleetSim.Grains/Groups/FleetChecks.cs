namespace FleetSim.Grains.Groups;

/// <summary>Which checks a silo's grains make while a run goes on.</summary>
/// <param name="Continuous">Isolation invariants are evaluated after every change of a group.</param>
public sealed record FleetChecks(bool Continuous = true);
