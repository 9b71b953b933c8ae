using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Tests.Translation.KernelDma;

public sealed class FlushQueueTests
{
    private static readonly UnmappedRange Nothing = new(0, []);

    [Fact]
    public void TryTake_FlushThatRanWhenItWasQueued_DoesNotCount()
    {
        var queue = new FlushQueue();
        queue.Add(1, Nothing, TimeSpan.Zero);
        queue.StartFlush();
        queue.Add(2, Nothing, TimeSpan.Zero);
        queue.FinishFlush();

        Assert.True(queue.TryTake(out var first));
        Assert.Equal(1UL, first.Page);
        Assert.False(queue.TryTake(out _));
        queue.StartFlush();
        Assert.False(queue.TryTake(out _));
        queue.FinishFlush();

        Assert.True(queue.TryTake(out var second));
        Assert.Equal((2UL, 0), (second.Page, queue.Count));
    }

    [Fact]
    public void IsFull_With255Of256Slots()
    {
        var queue = new FlushQueue();
        for (var page = 1UL; page < 255; page++)
        {
            queue.Add(page, Nothing, TimeSpan.Zero);
            Assert.False(queue.IsFull);
        }

        queue.Add(255, Nothing, TimeSpan.Zero);

        Assert.True(queue.IsFull);
        Assert.Throws<InvariantViolationException>(() => queue.Add(256, Nothing, TimeSpan.Zero));
    }

    /// <summary>The first range starts the timer; it expires once.</summary>
    [Fact]
    public void TryExpire_TenMillisecondsAfterTheFirst_Once()
    {
        var queue = new FlushQueue();
        Assert.False(queue.TryExpire(TimeSpan.FromHours(1)));
        queue.Add(1, Nothing, TimeSpan.FromMilliseconds(100));
        queue.Add(2, Nothing, TimeSpan.FromMilliseconds(109));

        Assert.False(queue.TryExpire(TimeSpan.FromMilliseconds(109.9)));
        Assert.True(queue.TryExpire(TimeSpan.FromMilliseconds(110)));
        Assert.False(queue.TryExpire(TimeSpan.FromMilliseconds(200)));
        queue.Add(3, Nothing, TimeSpan.FromMilliseconds(200));

        Assert.False(queue.TryExpire(TimeSpan.FromMilliseconds(209)));
        Assert.True(queue.TryExpire(TimeSpan.FromMilliseconds(210)));
    }

    [Fact]
    public void FinishFlush_NoneRuns_IsTheCallersBug() =>
        Assert.Throws<InvariantViolationException>(() => new FlushQueue().FinishFlush());
}
