namespace FleetSim.Load.Recording;

/// <summary>Latency of the operations that were answered within one second.</summary>
internal readonly record struct SecondLatency(long Count, TimeSpan Sum, TimeSpan Max)
{
    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : Sum / Count;

    public SecondLatency With(TimeSpan latency) => With(new SecondLatency(1, latency, latency));

    public SecondLatency With(SecondLatency other) =>
        new(Count + other.Count, Sum + other.Sum, Max > other.Max ? Max : other.Max);
}
