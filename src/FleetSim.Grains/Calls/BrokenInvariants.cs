using System.Collections.Concurrent;

namespace FleetSim.Grains.Calls;

/// <summary>Bookkeeping invariants that broke in this silo. One of them fails the run, whatever else it achieved.</summary>
public sealed class BrokenInvariants
{
    private readonly ConcurrentQueue<string> _problems = new();

    /// <summary>One sentence for each, in the order in which they broke.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public void Add(string id, string grain) => _problems.Enqueue($"{grain}: {id} does not hold");
}
