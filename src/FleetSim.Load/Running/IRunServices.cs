using FleetSim.Load.Results;

namespace FleetSim.Load.Running;

/// <summary>What operations and workloads need of the run they belong to.</summary>
internal interface IRunServices
{
    /// <summary>Since the start of the run.</summary>
    TimeSpan Now { get; }

    CancellationToken Cancellation { get; }

    /// <summary>The run was ended early, so an operation that gave up is nobody's fault.</summary>
    bool Aborted { get; }

    void Start(IThreadPoolWorkItem work);

    Task HoldUntil(TimeSpan time);

    void RecordStep(string step, Outcome outcome, TimeSpan latency, TimeSpan service, bool measured);
}
