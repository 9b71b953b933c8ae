using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Translation.KernelDma;

/// <summary>Ranges that wait for a domain-wide flush of the IOTLB, after a lazy unmap.</summary>
/// <remarks>
/// A range may be used again when more flushes have finished than had been started when it was queued: the one that was
/// running then does not count. Whoever owns the queue flushes, between <see cref="StartFlush"/> and
/// <see cref="FinishFlush"/>; time is an argument. Not modelled: a queue for each CPU, the single queue of 32,768
/// ranges and 1 s, the granularity of timers. Source: queue_iova, fq_ring_free_locked, fq_flush_iotlb and
/// fq_flush_timeout, drivers/iommu/dma-iommu.c; <c>reference/translation.md</c> 8.
/// </remarks>
public sealed class FlushQueue
{
    /// <summary>Slots of the ring. One stays free: when 255 ranges wait, the next finds the queue full.</summary>
    public const int Slots = 256;

    /// <summary>From the first range that is queued to the flush.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(10);

    private readonly Queue<QueuedRange> _ranges = new();

    /// <summary>Ranges that wait.</summary>
    public int Count => _ranges.Count;

    /// <summary>There has to be a flush before anything can be queued.</summary>
    public bool IsFull => _ranges.Count == Slots - 1;

    /// <summary>When the timer expires; null while it does not run.</summary>
    public TimeSpan? Due { get; private set; }

    public long FlushesStarted { get; private set; }

    public long FlushesFinished { get; private set; }

    /// <summary>Queues what an unmap has cleared; the timer is started unless it runs.</summary>
    /// <param name="page">Number of the first page of the IOVAs.</param>
    public void Add(ulong page, UnmappedRange unmapped, TimeSpan now)
    {
        Invariant.Require(!IsFull, "TR-FLUSH");
        _ranges.Enqueue(new QueuedRange(page, unmapped, FlushesStarted));
        Due ??= now + Timeout;
    }

    /// <summary>Stops the timer, if its time has come.</summary>
    /// <returns>Whether it has, and there has to be a flush.</returns>
    public bool TryExpire(TimeSpan now)
    {
        if (Due is not { } due || now < due)
        {
            return false;
        }

        Due = null;
        return true;
    }

    /// <summary>The invalidation is about to begin.</summary>
    public void StartFlush() => FlushesStarted++;

    /// <summary>The invalidation is complete.</summary>
    public void FinishFlush()
    {
        Invariant.Require(FlushesFinished < FlushesStarted, "TR-FLUSH");
        FlushesFinished++;
    }

    /// <summary>Takes the oldest range, if no cache holds anything of it any more.</summary>
    public bool TryTake(out QueuedRange range)
    {
        if (!_ranges.TryPeek(out range) || range.Stamp >= FlushesFinished)
        {
            return false;
        }

        _ranges.Dequeue();
        return true;
    }
}
