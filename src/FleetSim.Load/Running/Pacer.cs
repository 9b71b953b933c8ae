namespace FleetSim.Load.Running;

/// <summary>
/// Calls a run whenever something is due: from a thread of its own, or from a timer of an injected time.
/// </summary>
/// <remarks>
/// A thread, because the run must notice when the thread pool is starved and not be starved with it. It wakes at most
/// about 7,000 times a second and then starts everything due at once.
/// </remarks>
internal static class Pacer
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMicroseconds(80);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(1);

    /// <param name="tick">Does what is due and returns how long there is time; null ends the pacing.</param>
    public static void Start(LoadEnvironment environment, Func<TimeSpan?> tick)
    {
        if (ReferenceEquals(environment.Time, TimeProvider.System))
        {
            new Thread(() => Loop(tick)) { IsBackground = true, Name = "fleetsim load pacer" }.Start();
        }
        else
        {
            OnTimer(environment, tick);
        }
    }

    private static void Loop(Func<TimeSpan?> tick)
    {
        while (tick() is { } spare)
        {
            // New holds do not wake this thread, so it looks at least every millisecond.
            PreciseSleep.For(
                spare < ShortestSleep ? ShortestSleep : spare > LongestSleep ? LongestSleep : spare);
        }
    }

    private static void OnTimer(LoadEnvironment environment, Func<TimeSpan?> tick)
    {
        var one = new Lock();
        ITimer? timer = null;
        timer = environment.Time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.Zero, environment.Tick);

        void Tick()
        {
            lock (one)
            {
                if (timer is not null && tick() is null)
                {
                    timer.Dispose();
                    timer = null;
                }
            }
        }
    }
}
