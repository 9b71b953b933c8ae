namespace FleetSim.Fleets.Local;

/// <summary>A time for calls that take none: every look at it is a millisecond later than the one before, so that
/// their order is told.</summary>
internal sealed class CallCounter : TimeProvider
{
    private long _looks;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => Interlocked.Increment(ref _looks);
}
