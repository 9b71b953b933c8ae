using FleetSim.Load.Running;

namespace FleetSim.Load.Tests.Running;

/// <summary>A time that goes from timer to timer, and nowhere else.</summary>
public sealed class VirtualTimeTests
{
    private readonly VirtualTime _time = new();
    private readonly List<string> _fired = [];
    private readonly TaskCompletionSource _end = new();

    [Fact]
    public void Now_NothingRuns_StandsStill()
    {
        var before = (_time.GetTimestamp(), _time.GetUtcNow());

        Assert.Equal((0L, DateTimeOffset.UnixEpoch), before);
        Assert.Equal(before, (_time.GetTimestamp(), _time.GetUtcNow()));
    }

    [Fact]
    public void RunUntil_Timers_FireByTimeThenByOrderOfPlanning()
    {
        Timer("third", 30);
        Timer("first", 10);
        Timer("second", 10);
        End(50);

        _time.RunUntil(_end.Task);

        Assert.Equal(["first@10", "second@10", "third@30"], _fired);
        Assert.Equal(TimeSpan.FromMilliseconds(50), _time.GetElapsedTime(0));
    }

    [Fact]
    public void RunUntil_PeriodicTimer_FiresUntilTheEnd()
    {
        using var timer = _time.CreateTimer(
            _ => _fired.Add($"@{Now}"), null, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20));
        End(50);

        _time.RunUntil(_end.Task);

        Assert.Equal(["@5", "@25", "@45"], _fired);
    }

    [Fact]
    public void RunUntil_TimerDisposedOrMoved_FiresNotOrLater()
    {
        var disposed = Timer("disposed", 10);
        var moved = Timer("moved", 10);
        var stopped = Timer("stopped", 10);
        End(50);

        disposed.Dispose();
        moved.Change(TimeSpan.FromMilliseconds(40), Timeout.InfiniteTimeSpan);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _time.RunUntil(_end.Task);

        Assert.Equal(["moved@40"], _fired);
    }

    [Fact]
    public void RunUntil_TimerPlansAnother_GoesOnWithIt()
    {
        using var timer = _time.CreateTimer(
            _ => Timer("planned", 7), null, TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
        End(20);

        _time.RunUntil(_end.Task);

        Assert.Equal(["planned@17"], _fired);
    }

    [Fact]
    public void RunUntil_NothingIsPlanned_SaysSo()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => _time.RunUntil(_end.Task));

        Assert.Equal("nothing is planned any more, and the run is not over", failure.Message);
    }

    private long Now => (long)_time.GetElapsedTime(0).TotalMilliseconds;

    private ITimer Timer(string name, int milliseconds) => _time.CreateTimer(
        _ => _fired.Add($"{name}@{Now}"), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);

    private void End(int milliseconds) => _time.CreateTimer(
        _ => _end.SetResult(), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
}
