using FleetSim.Verification.History.Recording;

namespace FleetSim.Grains.Groups;

/// <summary>Which checks a silo's grains make, or prepare, while a run goes on.</summary>
/// <param name="Continuous">Isolation invariants are evaluated after every change of a group.</param>
/// <param name="History">Where devices write down what they ask of their groups; null for nowhere.</param>
public sealed record FleetChecks(bool Continuous = true, HistoryRecorder? History = null);
