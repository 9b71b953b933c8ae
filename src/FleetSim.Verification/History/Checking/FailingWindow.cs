namespace FleetSim.Verification.History.Checking;

/// <summary>The smallest stretch of a history that still has no order.</summary>
/// <param name="Start">The group before the stretch.</param>
/// <param name="Before">The operation that made it so; null when the stretch begins with the history.</param>
/// <param name="Operations">Of the stretch, by their start; what was answered after its end has no answer yet.</param>
/// <param name="Unplaced">Those of them whose answers the longest order found does not explain.</param>
/// <param name="Reached">The group after that order.</param>
internal sealed record FailingWindow(
    GroupPoint Start,
    GroupOperation? Before,
    IReadOnlyList<GroupOperation> Operations,
    IReadOnlySet<GroupOperation> Unplaced,
    GroupPoint Reached)
{
    /// <summary>Cuts that are tried, latest first, before everything since the start of the history is shown.</summary>
    private const int CutsMax = 500;

    /// <param name="history">Has no order, and none of its operations found its host down.</param>
    public static FailingWindow Of(
        GroupSpecification specification, GroupPoint start, IReadOnlyList<GroupOperation> history)
    {
        var until = FirstFailure(specification, start, history);
        var before = LinearizationSearch.Run(specification, start, history, until - 1);
        foreach (var cut in CertainCuts.LatestFirst(history, before.Order, until).Take(CutsMax))
        {
            var rest = CertainCuts.After(history, before.Order, cut, until);
            var search = LinearizationSearch.Run(specification, before.Points[cut - 1], history, rest, until);
            if (search.End == SearchEnd.None)
            {
                return Window(before.Points[cut - 1], history[before.Order[cut - 1]], history, rest, search, until);
            }
        }

        var all = CertainCuts.After(history, before.Order, 0, until);
        return Window(start, null, history, all, LinearizationSearch.Run(specification, start, history, until), until);
    }

    /// <summary>The first end at which the history so far has no order.</summary>
    /// <remarks>What can be explained whole can be explained up to any moment, so the moment is found by
    /// halving.</remarks>
    private static long FirstFailure(
        GroupSpecification specification, GroupPoint start, IReadOnlyList<GroupOperation> history)
    {
        var ends = history.Where(operation => operation.IsAnswered).Select(operation => operation.End).Order().ToList();
        var (first, failing) = (0, ends.Count - 1);
        while (first < failing)
        {
            var middle = (first + failing) / 2;
            var search = LinearizationSearch.Run(specification, start, history, ends[middle]);
            (first, failing) = search.End == SearchEnd.None ? (first, middle) : (middle + 1, failing);
        }

        return ends[failing];
    }

    private static FailingWindow Window(
        GroupPoint start,
        GroupOperation? before,
        IReadOnlyList<GroupOperation> history,
        IReadOnlyCollection<int> stretch,
        Linearization search,
        long until)
    {
        var known = stretch.ToDictionary(index => index, index => KnownAt(history[index], until));
        return new FailingWindow(
            start,
            before,
            [.. known.Values.OrderBy(operation => operation.Start)],
            known.Where(pair => pair.Value.IsAnswered && !search.Order.Contains(pair.Key)).Select(pair => pair.Value)
                .ToHashSet<GroupOperation>(ReferenceEqualityComparer.Instance),
            search.Points.Count == 0 ? start : search.Points[^1]);
    }

    private static GroupOperation KnownAt(GroupOperation operation, long moment) => operation.End <= moment
        ? operation
        : operation with { End = long.MaxValue, Reply = null };
}
