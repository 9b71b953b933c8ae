using FleetSim.Load.Randomness;
using FleetSim.Load.Results;

namespace FleetSim.Load.Running;

/// <summary>What an operation knows of itself. One operation at a time uses it.</summary>
public sealed class OperationContext
{
    private readonly IRunServices _run;
    private readonly StreamKey _streams;
    private RandomStream? _random;
    private TimeSpan? _holdsSince;

    internal OperationContext(IRunServices run, StreamKey streams, RandomStream? random = null)
    {
        _run = run;
        _streams = streams;
        _random = random;
    }

    public required string Workload { get; init; }

    /// <summary>Open model: number of the arrival; closed model: number of the user's operation. From 0.</summary>
    public required long Index { get; init; }

    /// <summary>Closed model: number of the user, from 0. Open model: 0.</summary>
    public required int User { get; init; }

    /// <summary>False during the warm-up.</summary>
    public required bool Measured { get; init; }

    /// <summary>When it should have started, since the start of the run; closed model: when it did.</summary>
    public required TimeSpan Planned { get; init; }

    /// <summary>Set when the run is ended early, and after the drain. An operation may then throw.</summary>
    public CancellationToken Cancellation => _run.Cancellation;

    /// <summary>
    /// Random numbers that depend on seed, workload and <see cref="Index"/> alone (closed model: on the user, going
    /// on from one operation to the next).
    /// </summary>
    public RandomStream Random => _random ??= _streams.At(Index);

    /// <summary>Time spent in <see cref="Hold"/> so far.</summary>
    internal TimeSpan Held { get; private set; }

    /// <summary>The same with what it holds now. May be read while the operation goes on.</summary>
    internal TimeSpan HeldAt(TimeSpan now) => Held + (_holdsSince is { } since ? now - since : TimeSpan.Zero);

    /// <summary>Waits, as a user who holds what was claimed. The wait is not part of the operation's latency.</summary>
    /// <remarks>
    /// One queue for the whole run, no timer each. Ends 0 to about 1 ms late, never early; what is left out of the
    /// latency is the time it really took.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The run ended first.</exception>
    public async ValueTask Hold(TimeSpan duration)
    {
        var start = _run.Now;
        _holdsSince = start;
        await _run.HoldUntil(start + duration).ConfigureAwait(false);
        Held += _run.Now - start;
        _holdsSince = null; // After the sum: whoever reads in between sees too much of it, and not too little.
    }

    /// <summary>Records a step that several workloads share, such as the claim inside a VM's life.</summary>
    /// <param name="step">One of a small closed set of names.</param>
    public void RecordStep(string step, Outcome outcome, TimeSpan latency) =>
        _run.RecordStep(step, outcome, latency, latency, Measured);

    /// <summary>Records the step that an operation begins with: whoever waits for it has waited since the planned
    /// start.</summary>
    /// <param name="step">One of a small closed set of names.</param>
    /// <param name="service">From the real start.</param>
    public void RecordFirstStep(string step, Outcome outcome, TimeSpan service) =>
        _run.RecordStep(step, outcome, Now - Planned, service, Measured);

    /// <summary>The time of the run, for <see cref="RecordStep"/>: since its start, in steps of 100 ns.</summary>
    public TimeSpan Now => _run.Now;
}
