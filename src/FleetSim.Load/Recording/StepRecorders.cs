using System.Collections.Concurrent;
using FleetSim.Load.Results;

namespace FleetSim.Load.Recording;

/// <summary>Recorders of the steps that operations of all workloads share, by name.</summary>
internal sealed class StepRecorders
{
    private readonly ConcurrentDictionary<string, OutcomeRecorder> _steps = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, OutcomeRecorder> All => _steps;

    /// <param name="at">Since the start of the measurement; null for a step that is no part of it.</param>
    public void Record(string step, Outcome outcome, TimeSpan latency, TimeSpan service, TimeSpan? at)
    {
        var recorder = _steps.GetOrAdd(step, _ => new OutcomeRecorder());
        if (at is { } measured)
        {
            recorder.Record(outcome, latency, service, measured);
        }
        else
        {
            recorder.RecordUnmeasured(outcome);
        }
    }
}
