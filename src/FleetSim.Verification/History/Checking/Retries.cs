using FleetSim.Model.Operations;

namespace FleetSim.Verification.History.Checking;

/// <summary>Calls with one operation id are one operation: it happens once and is answered alike.</summary>
internal static class Retries
{
    /// <param name="differing">An operation whose retry was answered otherwise, and that retry.</param>
    public static IReadOnlyList<GroupOperation> Joined(
        IReadOnlyList<GroupOperation> calls, out (GroupOperation First, GroupOperation Retry)? differing)
    {
        differing = null;
        var known = new Dictionary<OperationId, int>(calls.Count);
        var operations = new List<GroupOperation>(calls.Count);
        foreach (var call in calls)
        {
            if (call.Call.Id.IsNone || known.TryAdd(call.Call.Id, operations.Count))
            {
                operations.Add(call);
                continue;
            }

            var place = known[call.Call.Id];
            var first = operations[place];
            operations[place] = Joined(first, call);
            if (IsDecided(first) && IsDecided(call) && first.Reply != call.Reply)
            {
                differing ??= (first, call);
            }
        }

        return operations;
    }

    private static bool IsDecided(GroupOperation call) => call.IsAnswered && !call.FoundHostDown;

    /// <summary>From the first start to the first answer that the group itself gave.</summary>
    private static GroupOperation Joined(GroupOperation one, GroupOperation other)
    {
        var start = Math.Min(one.Start, other.Start);
        var answers = new[] { one, other }.Where(call => call.IsAnswered).OrderBy(call => call.FoundHostDown)
            .ThenBy(call => call.End).ToList();
        return answers.Count == 0 ? one with { Start = start } : answers[0] with { Start = start };
    }
}
