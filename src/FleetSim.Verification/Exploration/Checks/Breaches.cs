using FleetSim.Model.Ownership;
using FleetSim.Verification.Invariants;

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

    /// <summary>What is broken, and whether the policy guarantees it.</summary>
    public IEnumerable<(InvariantInfo Invariant, bool Guaranteed)> Under(OwnershipPolicy policy)
    {
        foreach (var info in InvariantCatalogue.Isolation)
        {
            if (Isolation.HasFlag(info.Isolation))
            {
                yield return (info, policy.Guarantees.HasFlag(info.Isolation));
            }
        }

        var promised = PolicyPromises.OfTraces(policy);
        foreach (var info in InvariantCatalogue.Explored)
        {
            if (info.Trace != TraceInvariants.None && Trace.HasFlag(info.Trace))
            {
                yield return (info, promised.HasFlag(info.Trace));
            }
        }

        if (Bookkeeping is not null)
        {
            yield return (InvariantCatalogue.Get(Bookkeeping), true); // Every policy keeps its own bookkeeping.
        }
    }
}
