using System.Collections.Concurrent;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.History.Checking;

namespace FleetSim.Verification.History;

/// <summary>Checks after a run that every group answered as if calls had come to it one after the other.</summary>
/// <remarks>
/// Each group by itself: linearizability is local. The specification is an ownership policy asked one operation at a
/// time; it shares no code with the grains, nor with the protocol that they run.
/// </remarks>
/// <param name="policy">The rules that answers are held to.</param>
/// <param name="initial">A group as it was when the run began, by host and number.</param>
public sealed class HistoryChecker(OwnershipPolicy policy, Func<int, int, GroupRecord> initial)
{
    /// <summary>Problems whose window is looked for: a broken policy makes thousands of groups fail alike.</summary>
    private const int WindowsMax = 100;

    private readonly GroupSpecification _specification = new(policy);

    /// <param name="progress">Told how many groups are done.</param>
    public HistoryVerdict Check(RecordedHistory history, Action<int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var timeline = new Timeline(history.Clock);
        var stops = new ConcurrentDictionary<int, HostStops>();
        var failed = new ConcurrentBag<GroupHistory>();
        var (done, unanswered) = (0, 0L);
        Parallel.ForEach(history.Groups, group =>
        {
            var calls = group.Operations();
            Interlocked.Add(ref unanswered, calls.Count(call => !call.IsAnswered));
            AddTo(stops.GetOrAdd(group.Host, host => new HostStops(host)), group.Number, calls);
            if (!IsExplained(group, calls))
            {
                failed.Add(group);
            }

            progress?.Invoke(Interlocked.Increment(ref done));
        });

        var found = failed.OrderBy(group => (group.Host, group.Number))
            .Select((group, i) => Problem(group, timeline, window: i < WindowsMax))
            .Concat(stops.Values.Select(host => host.Problem(timeline)).OfType<HistoryProblem>());
        return new HistoryVerdict(
            history.Operations,
            unanswered,
            history.Unrecorded,
            history.Groups.Count,
            [.. found.OrderBy(problem => problem.Host).ThenBy(problem => problem.Group)]);
    }

    private static void AddTo(HostStops host, int group, IEnumerable<GroupOperation> calls)
    {
        lock (host)
        {
            foreach (var call in calls)
            {
                host.Add(group, call);
            }
        }
    }

    private bool IsExplained(GroupHistory group, IReadOnlyList<GroupOperation> calls)
    {
        var operations = Retries.Joined(calls, out var differing);
        return differing is null && Search(group, Decided(operations)).End == SearchEnd.Found;
    }

    private HistoryProblem Problem(GroupHistory group, Timeline timeline, bool window)
    {
        var operations = Retries.Joined(group.Operations(), out var differing);
        if (differing is var (first, retry))
        {
            return new HistoryProblem(
                group.Host,
                group.Number,
                "answered a retry otherwise than the call",
                [timeline.Line(first), timeline.Line(retry)]);
        }

        var decided = Decided(operations);
        if (Search(group, decided).End == SearchEnd.GivenUp)
        {
            return new HistoryProblem(
                group.Host, group.Number, $"has {decided.Count} operations whose order was not found in time", []);
        }

        return window
            ? new WindowText(_specification, timeline)
                .Problem(group, FailingWindow.Of(_specification, Start(group), decided))
            : new HistoryProblem(group.Host, group.Number, $"gave answers that {policy.Name} does not allow", []);
    }

    private Linearization Search(GroupHistory group, IReadOnlyList<GroupOperation> operations) =>
        LinearizationSearch.Run(_specification, Start(group), operations);

    private GroupPoint Start(GroupHistory group)
    {
        var record = initial(group.Host, group.Number);
        return new GroupPoint(record.State, record.Incarnation, record.Version);
    }

    private static List<GroupOperation> Decided(IReadOnlyList<GroupOperation> operations) =>
        [.. operations.Where(operation => !operation.FoundHostDown)];
}
