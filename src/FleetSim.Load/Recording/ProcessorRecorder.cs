using FleetSim.Load.Results;

namespace FleetSim.Load.Recording;

/// <summary>Processor time over the measurement, in all and by second. Called by the pacer only.</summary>
/// <param name="read">Null where time is simulated: processor time is real and would differ every time.</param>
internal sealed class ProcessorRecorder(Func<ProcessorReading>? read)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly List<double> _perSecond = [];
    private ProcessorReading _start;
    private ProcessorReading _latest;
    private TimeSpan _from;
    private TimeSpan _at;
    private bool _begun;
    private bool _ended;

    /// <summary>Reads the clocks once a second.</summary>
    /// <param name="at">Since the start of the measurement; negative in the warm-up.</param>
    public void Sample(TimeSpan at)
    {
        if (read is null || _ended || at < TimeSpan.Zero)
        {
            return;
        }

        if (!_begun)
        {
            _begun = true;
            (_from, _at) = (at, at);
            _start = _latest = read();
        }
        else if (at >= (_perSecond.Count + 1) * Second)
        {
            Take(at);
        }
    }

    /// <summary>The load has ended; what is used from now on is no part of the measurement.</summary>
    public void End(TimeSpan at)
    {
        Sample(at);
        if (_begun && !_ended)
        {
            Take(at);
            _ended = true;
        }
    }

    /// <summary>Null when nothing was read.</summary>
    public ProcessorResult? Result()
    {
        if (!_ended)
        {
            return null;
        }

        var process = (_latest.Process - _start.Process).TotalSeconds;
        var capacity = (_at - _from).TotalSeconds * _latest.Processors;
        double? machine = _latest.Machine is { } end && _start.Machine is { } start && capacity > 0
            ? Math.Clamp((end - start).TotalSeconds / capacity, 0, 1)
            : null;
        return new ProcessorResult(
            process, machine, machine is { } busy ? Math.Max(0, busy - (process / capacity)) : null, _perSecond);
    }

    /// <summary>Seconds that a late call has missed share what was used since the one before.</summary>
    private void Take(TimeSpan at)
    {
        var now = read!();
        var seconds = Math.Max(1, (int)Math.Floor(at.TotalSeconds) - _perSecond.Count);
        var used = (now.Process - _latest.Process).TotalSeconds;
        if (at >= (_perSecond.Count + 1) * Second)
        {
            _perSecond.AddRange(Enumerable.Repeat(used / seconds, seconds));
        }

        (_latest, _at) = (now, at);
    }
}
