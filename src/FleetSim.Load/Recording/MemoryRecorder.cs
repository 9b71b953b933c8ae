using FleetSim.Load.Results;

namespace FleetSim.Load.Recording;

/// <summary>Memory by second of the measurement, and what lives in the heap before and after.</summary>
/// <remarks>Called by one thread at a time.</remarks>
/// <param name="read">Null where time is simulated: memory is real and would differ every time.</param>
/// <param name="liveHeap">Collects all garbage and tells what is left; null where nobody wants to know.</param>
internal sealed class MemoryRecorder(Func<MemoryReading>? read, Func<long>? liveHeap)
{
    private readonly List<MemoryReading> _seconds = [];
    private long? _liveBefore;
    private long? _liveAfter;

    /// <summary>The heap is as large as the load makes it: what it grows by from now on is told. Only the first call
    /// counts.</summary>
    public void Settled() => _liveBefore ??= liveHeap?.Invoke();

    /// <summary>Reads once a second. Seconds that a late call has missed are as it finds them.</summary>
    /// <param name="at">Since the start of the measurement; negative in the warm-up.</param>
    public void Sample(TimeSpan at)
    {
        if (read is not null && at >= TimeSpan.FromSeconds(_seconds.Count + 1))
        {
            var now = read();
            _seconds.AddRange(Enumerable.Repeat(now, (int)at.TotalSeconds - _seconds.Count));
        }
    }

    /// <summary>All is answered.</summary>
    public void End() => _liveAfter ??= liveHeap?.Invoke();

    /// <summary>Null when nothing was read.</summary>
    public MemoryResult? Result() => _seconds.Count == 0
        ? null
        : new MemoryResult(
            [.. _seconds.Select(second => second.Managed)], [.. _seconds.Select(second => second.Resident)])
        {
            LiveBefore = _liveBefore,
            LiveAfter = _liveAfter,
        };
}
