namespace FleetSim.Verification.History.Checking;

/// <summary>What the groups of one host tell of its stop: no group finds its host down before a policy stopped it, and
/// none decides anything after.</summary>
internal sealed class HostStops(int host)
{
    private Sight? _cause;
    private Sight? _known;
    private Sight? _down;
    private Sight? _decided;

    /// <summary>One call to a group of the host.</summary>
    public void Add(int group, GroupOperation operation)
    {
        var sight = new Sight(group, operation);
        if (operation.FoundHostDown)
        {
            _down = EndsFirst(_down, sight);
            _known = EndsFirst(_known, sight);
            return;
        }

        var stops = operation.Reply is { Panicked: true };
        _known = stops ? EndsFirst(_known, sight) : _known;
        if ((stops || !operation.IsAnswered) && (_cause is null || operation.Start < _cause.Operation.Start))
        {
            _cause = sight; // One without an answer may have stopped it.
        }

        if (operation.IsAnswered && (_decided is null || operation.Start > _decided.Operation.Start))
        {
            _decided = sight;
        }
    }

    /// <returns>Null when all of them tell the same story.</returns>
    public HistoryProblem? Problem(Timeline timeline)
    {
        if (_down is not null && (_cause is null || _down.Operation.End < _cause.Operation.Start))
        {
            return Problem(_down, "found its host down, which nothing had stopped", timeline, _cause);
        }

        return _known is not null && _decided is not null && _decided.Operation.Start > _known.Operation.End
            ? Problem(_decided, "decided after its host was stopped", timeline, _known)
            : null;
    }

    private static Sight EndsFirst(Sight? one, Sight other) =>
        one is not null && one.Operation.End <= other.Operation.End ? one : other;

    private HistoryProblem Problem(Sight wrong, string what, Timeline timeline, Sight? beside)
    {
        var sights = new[] { wrong, beside }.OfType<Sight>().OrderBy(sight => sight.Operation.Start);
        var lines = sights.Select(sight => $"group {sight.Group} {timeline.Line(sight.Operation)}");
        return new HistoryProblem(host, wrong.Group, what, [.. lines]);
    }

    private sealed record Sight(int Group, GroupOperation Operation);
}
