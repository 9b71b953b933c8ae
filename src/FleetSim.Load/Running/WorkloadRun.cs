using FleetSim.Load.Recording;
using FleetSim.Load.Results;

namespace FleetSim.Load.Running;

/// <summary>One workload of a run: what open and closed models have in common.</summary>
internal abstract class WorkloadRun(Workload workload, IRunServices services, TimeSpan measuredFrom)
{
    /// <summary>How many times within a timeout it is looked for operations that have reached it.</summary>
    private const int LooksPerTimeout = 50;

    private long _late;
    private TimeSpan _nextLook;
    private long _rateAnswers;
    private TimeSpan _rateAt;

    public Workload Workload { get; } = workload;

    public IRunServices Services { get; } = services;

    public OutcomeRecorder Recorder { get; } = new();

    public InFlight InFlight { get; } = new();

    /// <summary>When the measurement began, since the start of the run.</summary>
    protected virtual TimeSpan MeasuredFrom => measuredFrom;

    /// <summary>Measured operations that started later than <see cref="Workload.LateAfter"/>.</summary>
    public long Late => Volatile.Read(ref _late);

    /// <summary>Measured arrivals that found too many operations in flight.</summary>
    public virtual long Unsent => 0;

    /// <summary>Answers a second over the latest full second.</summary>
    public double RatePerSecond { get; private set; }

    /// <summary>Starts all that is due. Called by the pacer only.</summary>
    /// <returns>When the next start is planned; <see cref="TimeSpan.MaxValue"/> when there is none.</returns>
    public abstract TimeSpan StartDue(TimeSpan now);

    public void NoteStart(OperationRun operation)
    {
        var context = operation.Context;
        if (context.Measured && operation.Started - context.Planned > Workload.LateAfter)
        {
            Interlocked.Increment(ref _late);
        }
    }

    /// <summary>Records the operation, unless a timeout or the end of the drain has done so already.</summary>
    /// <returns>Whether it did.</returns>
    public bool Settle(OperationRun operation, Outcome outcome)
    {
        var isFirst = InFlight.TrySettle(operation);
        if (isFirst)
        {
            Record(operation, outcome);
        }

        return isFirst;
    }

    /// <summary>Records operations that had no answer for too long, and lets their users go on. Called by the pacer
    /// only.</summary>
    public void GiveUp(TimeSpan now)
    {
        if (Workload.Timeout is not { } timeout || now < _nextLook)
        {
            return;
        }

        _nextLook = now + (timeout / LooksPerTimeout);
        foreach (var operation in InFlight.Settle(one => now - one.Context.Planned - one.Context.HeldAt(now) >= timeout))
        {
            Record(operation, Outcome.Timeout);
            operation.GivenUp();
        }
    }

    /// <summary>Records everything without an answer; what comes in later is ignored.</summary>
    public void SettleAll(Outcome outcome)
    {
        foreach (var operation in InFlight.SettleAll())
        {
            Record(operation, outcome);
        }
    }

    /// <summary>Refreshes <see cref="RatePerSecond"/> once a second.</summary>
    public void SampleRate(TimeSpan now)
    {
        if (now - _rateAt >= TimeSpan.FromSeconds(1))
        {
            var answers = Recorder.Answers;
            RatePerSecond = (answers - _rateAnswers) / (now - _rateAt).TotalSeconds;
            (_rateAnswers, _rateAt) = (answers, now);
        }
    }

    protected void Launch(OperationContext context, IOperationEnd? next)
    {
        var operation = new OperationRun(this, context, next);
        InFlight.Add(operation);
        Services.Start(operation);
    }

    private void Record(OperationRun operation, Outcome outcome)
    {
        var (now, context) = (Services.Now, operation.Context);
        var held = context.HeldAt(now);
        if (context.Measured)
        {
            Recorder.Record(
                outcome,
                latency: now - context.Planned - held,
                service: now - (operation.Started ?? now) - held,
                at: now - MeasuredFrom);
        }
        else
        {
            Recorder.RecordUnmeasured(outcome);
        }

        InFlight.Recorded();
    }
}
