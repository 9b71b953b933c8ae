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
    private readonly GroupSpecification _specification = new(policy);

    /// <param name="progress">Told how many groups are done.</param>
    public HistoryVerdict Check(RecordedHistory history, Action<int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var timeline = new Timeline(history.Clock);
        var stops = new ConcurrentDictionary<int, HostStops>();
        var problems = new ConcurrentBag<HistoryProblem>();
        var (done, unanswered) = (0, 0L);
        Parallel.ForEach(history.Groups, group =>
        {
            var calls = group.Operations();
            Interlocked.Add(ref unanswered, calls.Count(call => !call.IsAnswered));
            AddTo(stops.GetOrAdd(group.Host, host => new HostStops(host)), group.Number, calls);
            if (Problem(group, calls, timeline) is { } problem)
            {
                problems.Add(problem);
            }

            progress?.Invoke(Interlocked.Increment(ref done));
        });

        var found = problems.Concat(stops.Values.Select(host => host.Problem(timeline)).OfType<HistoryProblem>());
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

    private HistoryProblem? Problem(GroupHistory group, IReadOnlyList<GroupOperation> calls, Timeline timeline)
    {
        var operations = Retries.Joined(calls, out var differing);
        if (differing is var (first, retry))
        {
            return new HistoryProblem(
                group.Host, group.Number, "answered a retry otherwise than the call", [timeline.Line(first), timeline.Line(retry)]);
        }

        var record = initial(group.Host, group.Number);
        var start = new GroupPoint(record.State, record.Incarnation, record.Version);
        List<GroupOperation> decided = [.. operations.Where(operation => !operation.FoundHostDown)];
        return LinearizationSearch.Run(_specification, start, decided).End switch
        {
            SearchEnd.Found => null,
            SearchEnd.GivenUp => new HistoryProblem(
                group.Host, group.Number, $"has {decided.Count} operations whose order was not found in time", []),
            _ => new WindowText(_specification, timeline).Problem(group, FailingWindow.Of(_specification, start, decided)),
        };
    }
}
