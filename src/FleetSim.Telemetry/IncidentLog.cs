using System.Collections.Concurrent;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;

namespace FleetSim.Telemetry;

/// <summary>The first places where an isolation invariant broke: what a counter cannot say.</summary>
public sealed class IncidentLog
{
    /// <summary>How many are kept; the counters go on.</summary>
    private const int IncidentsMax = 100;

    private readonly ConcurrentQueue<string> _texts = new();

    /// <summary>One sentence for each, in the order in which they happened.</summary>
    public IReadOnlyCollection<string> Texts => _texts;

    /// <param name="group">Key of the group.</param>
    /// <param name="call">What the group had answered.</param>
    public void Add(string group, GroupCall call, IsolationInvariants begun)
    {
        if (_texts.Count < IncidentsMax)
        {
            _texts.Enqueue($"{group}: {begun} broken by {call}");
        }
    }
}
