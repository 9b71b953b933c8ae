using FleetSim.Model.Ownership;

namespace FleetSim.Verification.Exploration.Checks;

/// <summary>All that is broken in one state, or by the step that made it.</summary>
/// <param name="Isolation">Isolation invariants of single groups.</param>
/// <param name="Trace">What the explorer itself looks for.</param>
/// <param name="Bookkeeping">Name of the invariant whose check threw; the activation is gone.</param>
internal readonly record struct Breaches(
    IsolationInvariants Isolation, TraceInvariants Trace, string? Bookkeeping = null)
{
    public bool Any =>
        Isolation != IsolationInvariants.None || Trace != TraceInvariants.None || Bookkeeping is not null;

    public Breaches And(Breaches other) =>
        new(Isolation | other.Isolation, Trace | other.Trace, Bookkeeping ?? other.Bookkeeping);
}
