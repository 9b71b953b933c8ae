using FleetSim.Model.Ownership;
using FleetSim.Verification.Exploration.Checks;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Exploration.Search;

/// <summary>What was found broken, each once, with where it was found first.</summary>
/// <typeparam name="TPlace">How the place is known: an origin in a table, or a schedule.</typeparam>
internal sealed class FindingList<TPlace>(OwnershipPolicy policy)
{
    private readonly List<Breach<TPlace>> _all = [];
    private readonly HashSet<string> _bookkeeping = [];
    private Breaches _known;

    public IReadOnlyList<Breach<TPlace>> All => _all;

    public void Add(Breaches breaches, Func<TPlace> place)
    {
        // Nearly every state breaks nothing, or what is known.
        var isNew = breaches.Bookkeeping is { } thrown && _bookkeeping.Add(thrown);
        var found = new Breaches(
            breaches.Isolation & ~_known.Isolation,
            breaches.Trace & ~_known.Trace,
            isNew ? breaches.Bookkeeping : null);
        if (!found.Any)
        {
            return;
        }

        _known = _known.And(found);
        var here = place();
        foreach (var (invariant, guaranteed) in found.Under(policy))
        {
            if (_all.All(known => known.Invariant != invariant))
            {
                _all.Add(new Breach<TPlace>(invariant, guaranteed, here));
            }
        }
    }
}

/// <summary>One thing found broken.</summary>
internal sealed record Breach<TPlace>(InvariantInfo Invariant, bool Guaranteed, TPlace Place);
