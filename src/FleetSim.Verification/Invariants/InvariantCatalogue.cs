using System.Collections.Immutable;
using FleetSim.Model.Ownership;

namespace FleetSim.Verification.Invariants;

/// <summary>Every invariant once: the table behind reports, traces, litmus files and <c>fleetsim explain</c>.</summary>
public static partial class InvariantCatalogue
{
    /// <summary>All of them: what a snapshot shows, what a trace shows, then bookkeeping and the rest.</summary>
    public static ImmutableArray<InvariantInfo> All { get; } =
        [.. OfSnapshots(), .. OfTraces(), .. OfOwnership(), .. OfTranslation(), .. OfPrograms()];

    /// <summary>Those that runs count: first what mainline guarantees, then what only <c>strict</c> does.</summary>
    public static ImmutableArray<InvariantInfo> Isolation { get; } =
    [
        .. All.Where(info => info.Isolation != IsolationInvariants.None)
            .OrderBy(info => (info.Isolation & IsolationInvariants.Holes) != 0),
    ];

    /// <summary>Those that an exploration can find broken, in the order of its reports.</summary>
    public static ImmutableArray<InvariantInfo> Explored { get; } =
    [
        .. All.Where(info => info.Isolation != IsolationInvariants.None
            || info.Trace != TraceInvariants.None
            || (info.IsBookkeeping && info.Id.StartsWith("INV-", StringComparison.Ordinal))),
    ];

    private static readonly Dictionary<string, InvariantInfo> ById =
        All.ToDictionary(info => info.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The invariant of an id, in upper or lower case; null for an unknown one.</summary>
    public static InvariantInfo? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The invariant of an id that is in the catalogue.</summary>
    public static InvariantInfo Get(string id) => ById[id];

    /// <summary>The invariant of one flag.</summary>
    public static InvariantInfo Get(IsolationInvariants flag) => Isolation.First(info => info.Isolation == flag);
}
