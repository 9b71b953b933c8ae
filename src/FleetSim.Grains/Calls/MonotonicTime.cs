namespace FleetSim.Grains.Calls;

/// <summary>A clock that only goes forward, for what is compared with itself.</summary>
internal static class MonotonicTime
{
    /// <summary>Time since some moment that stays the same.</summary>
    public static TimeSpan Monotonic(this TimeProvider time) => time.GetElapsedTime(0);
}
