using System.Collections.Concurrent;

namespace FleetSim.Grains.Fleets;

/// <summary>Bookkeeping invariants that broke in this silo. One of them fails the run, whatever else it
/// achieved.</summary>
public sealed class BrokenInvariants
{
    private readonly ConcurrentQueue<string> _problems = new();

    /// <summary>One sentence for each, in the order in which they broke.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <param name="id">Name of the invariant.</param>
    /// <param name="grain">Key of the grain that held the state.</param>
    /// <param name="call">What it was asked.</param>
    public void Add(string id, string grain, string call) => _problems.Enqueue($"{grain}: {id} broken by {call}");
}
