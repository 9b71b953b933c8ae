using FleetSim.Verification.Exploration.Checks;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.Turns;

namespace FleetSim.Verification.Exploration.Search;

/// <summary>Makes a schedule that breaks something shorter, as long as it still breaks the same.</summary>
/// <remarks>
/// Greedy: leaves out turn after turn, then brings each turn up to the one before it of the same actor, which makes
/// fewer steps. What is left need not be the shortest.
/// </remarks>
internal sealed class Shortening(ConcurrentProgram program, Machine machine, string id)
{
    public List<int> Of(List<int> schedule)
    {
        var best = UpToBreach(schedule) ?? throw new ArgumentException($"does not break {id}", nameof(schedule));
        return WithFewerSteps(WithFewerTurns(best));
    }

    private List<int> WithFewerTurns(List<int> best)
    {
        for (var at = best.Count - 1; at >= 0; at = Math.Min(at, best.Count) - 1)
        {
            var shorter = new List<int>(best);
            shorter.RemoveAt(at);
            best = UpToBreach(shorter) ?? best;
        }

        return best;
    }

    private List<int> WithFewerSteps(List<int> best)
    {
        for (var at = 1; at < best.Count; at++)
        {
            var earlier = best.FindLastIndex(at - 1, actor => actor == best[at]);
            if (earlier < 0 || earlier == at - 1)
            {
                continue;
            }

            var moved = new List<int>(best);
            moved.RemoveAt(at);
            moved.Insert(earlier + 1, best[at]);
            if (UpToBreach(moved) is { } still && still.Count <= best.Count && Changes(still) < Changes(best))
            {
                best = still;
            }
        }

        return best;
    }

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
        breaches.Any && InvariantInfo.Of(breaches, program.Policy).Any(broken => broken.Id == id);

    private bool CanNobodyGoOn(States.World world) =>
        Enumerable.Range(0, program.Actors.Length).All(actor => machine.Take(world, actor) is null);
}
