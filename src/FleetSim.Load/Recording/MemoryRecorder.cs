using FleetSim.Load.Results;

namespace FleetSim.Load.Recording;

/// <summary>Memory by second of the measurement. Called by the pacer only.</summary>
/// <param name="read">Null where time is simulated: memory is real and would differ every time.</param>
internal sealed class MemoryRecorder(Func<MemoryReading>? read)
{
    private readonly List<MemoryReading> _seconds = [];

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

    /// <summary>Null when nothing was read.</summary>
    public MemoryResult? Result() => _seconds.Count == 0
        ? null
        : new MemoryResult(
            [.. _seconds.Select(second => second.Managed)], [.. _seconds.Select(second => second.Resident)]);
}
