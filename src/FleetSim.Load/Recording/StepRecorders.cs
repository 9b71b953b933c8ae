using System.Collections.Concurrent;

namespace FleetSim.Load.Recording;

/// <summary>Recorders of the steps that operations of all workloads share, by name.</summary>
internal sealed class StepRecorders
{
    private readonly ConcurrentDictionary<string, OutcomeRecorder> _steps = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, OutcomeRecorder> All => _steps;

    public OutcomeRecorder Of(string step) => _steps.GetOrAdd(step, _ => new OutcomeRecorder());
}
