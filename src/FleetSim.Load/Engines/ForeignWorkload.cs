using FleetSim.Load.Randomness;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Engines;

/// <summary>One workload of a <see cref="ForeignLoad"/>: operations that the engine starts one by one.</summary>
public sealed class ForeignWorkload
{
    private readonly ForeignLoad _load;
    private readonly StreamKey _streams;
    private readonly StreamKey _warmupStreams;
    private long _lastMeasured = -1;
    private long _lastWarmup = -1;

    internal ForeignWorkload(Workload workload, ForeignLoad load, LoadPlan plan)
    {
        _load = load;
        _streams = StreamKey.Of(plan.Seed, workload.Name);
        _warmupStreams = StreamKey.Of(plan.Seed, workload.Name + "/warmup");
        Run = new ForeignWorkloadRun(workload, load);
    }

    /// <summary>Unique in its run.</summary>
    public string Name => Run.Workload.Name;

    /// <summary>The run that it belongs to wants to end: start nothing more.</summary>
    public bool Aborted => _load.Aborted;

    internal ForeignWorkloadRun Run { get; }

    /// <summary>One operation from its start to its answer; never throws. What it draws depends on its number in the
    /// workload, and not on who calls.</summary>
    /// <param name="measured">False during a warm-up, which is in no result.</param>
    public Task<Outcome> Execute(bool measured)
    {
        if (measured)
        {
            _load.BeginMeasuring();
        }

        var context = new OperationContext(_load, measured ? _streams : _warmupStreams)
        {
            Workload = Name,
            Index = measured ? Interlocked.Increment(ref _lastMeasured) : Interlocked.Increment(ref _lastWarmup),
            User = 0,
            Measured = measured,
            Planned = ((IRunServices)_load).Now,
        };
        var answer = new Answer();
        Run.Start(context, answer);
        return answer.Task;
    }

    private sealed class Answer() : TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously),
        IOperationEnd
    {
        public void Ended(OperationRun operation) => TrySetResult(operation.Outcome);

        public void GaveUp() => TrySetResult(Outcome.Timeout);
    }
}
