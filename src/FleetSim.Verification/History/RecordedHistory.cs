namespace FleetSim.Verification.History;

/// <summary>What a recorder has written down.</summary>
/// <param name="Groups">By host, then by number.</param>
/// <param name="Unrecorded">Calls that came after the recorder's limit, of which nothing is known.</param>
/// <param name="Clock">Of the stamps.</param>
public sealed record RecordedHistory(IReadOnlyList<GroupHistory> Groups, long Unrecorded, HistoryClock Clock)
{
    /// <summary>Calls that were recorded, answered or not.</summary>
    public long Operations => Groups.Sum(group => (long)group.Count);
}

/// <summary>How the stamps of a history are read.</summary>
/// <param name="Origin">Stamp of the moment that times are told from.</param>
/// <param name="Frequency">Stamps a second.</param>
public readonly record struct HistoryClock(long Origin, long Frequency)
{
    public double Milliseconds(long stamp) => (stamp - Origin) * 1e3 / Frequency;
}
