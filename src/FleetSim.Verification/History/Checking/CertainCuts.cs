namespace FleetSim.Verification.History.Checking;

/// <summary>Where an order of operations can be cut in two so that all before the cut did come before all after
/// it.</summary>
/// <remarks>
/// By time: everything before it had ended before anything after it started. By version: the answers themselves tell
/// it.
/// </remarks>
internal static class CertainCuts
{
    /// <param name="order">Operations that have a place; what has none comes after every cut.</param>
    /// <param name="until">When the history fails: whatever was answered then comes after the cut, too.</param>
    /// <returns>How many operations come before the cut, at least one.</returns>
    public static IEnumerable<int> LatestFirst(
        IReadOnlyList<GroupOperation> history, IReadOnlyList<int> order, long until)
    {
        var heads = Heads(history, order, until);
        var rest = new Side(long.MaxValue, ulong.MaxValue, true);
        foreach (var index in After(history, order, order.Count, until))
        {
            rest = rest.Before(history[index], until);
        }

        for (var cut = order.Count; cut > 0; cut--)
        {
            var head = heads[cut];
            if (head.Time < rest.Time || (head.TellsVersions && rest.TellsVersions && head.Version <= rest.Version))
            {
                yield return cut;
            }

            rest = rest.Before(history[order[cut - 1]], until);
        }
    }

    /// <returns>All that had started and does not come before the cut.</returns>
    public static IReadOnlyCollection<int> After(
        IReadOnlyList<GroupOperation> history, IReadOnlyList<int> order, int cut, long until)
    {
        var before = order.Take(cut).ToHashSet();
        return
        [
            .. Enumerable.Range(0, history.Count)
                .Where(index => history[index].Start <= until && !before.Contains(index)),
        ];
    }

    private static Side[] Heads(IReadOnlyList<GroupOperation> history, IReadOnlyList<int> order, long until)
    {
        var heads = new Side[order.Count + 1];
        heads[0] = new Side(0, 0, true);
        for (var i = 0; i < order.Count; i++)
        {
            heads[i + 1] = heads[i].After(history[order[i]], until);
        }

        return heads;
    }

    /// <summary>One side of a cut.</summary>
    /// <param name="Time">The last end before it, or the first start after it.</param>
    /// <param name="Version">The highest version before it, or the lowest after it.</param>
    /// <param name="TellsVersions">Every answer of the side tells its version.</param>
    private readonly record struct Side(long Time, ulong Version, bool TellsVersions)
    {
        /// <summary>An answer that came at the very end is what fails: never before a cut, so no cut is certain from
        /// there on.</summary>
        public Side After(GroupOperation operation, long until) => operation.End == until
            ? new Side(long.MaxValue, ulong.MaxValue, false)
            : new Side(
                Math.Max(Time, operation.End),
                Math.Max(Version, operation.End < until ? operation.Version : 0),
                TellsVersions && (operation.End > until || operation.Version > 0));

        public Side Before(GroupOperation operation, long until) => new(
            Math.Min(Time, operation.Start),
            Math.Min(Version, operation.End <= until ? operation.Version : ulong.MaxValue),
            TellsVersions && (operation.End > until || operation.Version > 0));
    }
}
