using FleetSim.Verification.Exploration.Checks;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.Turns;

namespace FleetSim.Verification.Exploration.Search;

/// <summary>Makes a schedule that breaks something shorter, as long as it still breaks the same.</summary>
/// <remarks>
/// Greedy: cuts off the last turns of one actor after the other, then brings runs of one actor together, which makes
/// fewer steps. What is left need not be the shortest.
/// </remarks>
internal sealed class Shortening(ConcurrentProgram program, Machine machine, string id)
{
    public List<int> Of(List<int> schedule)
    {
        var best = UpToBreach(schedule) ?? throw new ArgumentException($"does not break {id}", nameof(schedule));
        return WithFewerSteps(WithFewerTurns(best));
    }

    /// <summary>Of each actor only the first turns, as few as will do.</summary>
    private List<int> WithFewerTurns(List<int> best)
    {
        for (var actor = 0; actor < program.Actors.Length; actor++)
        {
            var all = best.Count(one => one == actor);
            for (var kept = 0; kept < all; kept++)
            {
                if (UpToBreach(FirstTurns(best, actor, kept)) is { } shorter)
                {
                    best = shorter;
                    break;
                }
            }
        }

        return best;
    }

    private static List<int> FirstTurns(List<int> schedule, int actor, int kept)
    {
        var turns = 0;
        return schedule.FindAll(one => one != actor || turns++ < kept);
    }

    /// <summary>Brings two runs of one actor together, the first to the second or the second to the first.</summary>
    private List<int> WithFewerSteps(List<int> best)
    {
        for (var first = 0; first < best.Count; first++)
        {
            var end = best.FindIndex(first, actor => actor != best[first]);
            var second = end < 0 ? -1 : best.IndexOf(best[first], end);
            if (second < 0)
            {
                continue;
            }

            var length = best.FindIndex(second, actor => actor != best[first]) is >= 0 and var next
                ? next - second
                : best.Count - second;
            var shorter = Better(best, Moved(best, first, end - first, second - (end - first)))
                ?? Better(best, Moved(best, second, length, end));
            if (shorter is not null)
            {
                best = shorter;
                first = -1; // What was apart before may be together now: from the start again.
            }
        }

        return best;
    }

    private static List<int> Moved(List<int> schedule, int from, int length, int to)
    {
        var moved = new List<int>(schedule);
        moved.RemoveRange(from, length);
        moved.InsertRange(to, schedule.GetRange(from, length));
        return moved;
    }

    private List<int>? Better(List<int> best, List<int> candidate) =>
        UpToBreach(candidate) is { } still && Changes(still) < Changes(best) ? still : null;

    private static int Changes(List<int> schedule) =>
        schedule.Zip(schedule.Skip(1)).Count(pair => pair.First != pair.Second);

    /// <summary>The turns that can be taken, up to the one that breaks it; null when none does.</summary>
    private List<int>? UpToBreach(List<int> schedule)
    {
        var world = machine.Start;
        var taken = new List<int>();
        foreach (var actor in schedule)
        {
            if (machine.Take(world, actor) is not { } step)
            {
                continue;
            }

            taken.Add(actor);
            if (Breaks(step.Breaches))
            {
                return taken;
            }

            if (step.Stops)
            {
                return null;
            }

            world = step.World;
        }

        return CanNobodyGoOn(world) && Breaks(AtEnd.Of(world, machine)) ? taken : null;
    }

    private bool Breaks(Breaches breaches) =>
        breaches.Any && breaches.Under(program.Policy).Any(broken => broken.Invariant.Id == id);

    private bool CanNobodyGoOn(States.World world) =>
        Enumerable.Range(0, program.Actors.Length).All(actor => machine.Take(world, actor) is null);
}
