namespace FleetSim.Load.Recording;

/// <summary>Latency of the operations that were answered within one second; zero without any.</summary>
internal readonly record struct SecondLatency(TimeSpan Mean, TimeSpan P50, TimeSpan P99, TimeSpan Max)
{
    public static SecondLatency Of(LatencyHistogram latency) =>
        new(latency.Mean, latency.At(50), latency.At(99), latency.Max);
}
