using FleetSim.Load.Results;

namespace FleetSim.Load.Running;

/// <summary>One operation from its start to its answer.</summary>
internal sealed class OperationRun : IThreadPoolWorkItem
{
    private readonly WorkloadRun _workload;
    private readonly IOperationEnd? _next;

    public OperationRun(WorkloadRun workload, OperationContext context, IOperationEnd? next)
    {
        _workload = workload;
        _next = next;
        Context = context;
        Node = new LinkedListNode<OperationRun>(this);
    }

    public OperationContext Context { get; }

    /// <summary>Place in <see cref="InFlight"/>; part of the operation to save an allocation.</summary>
    public LinkedListNode<OperationRun> Node { get; }

    /// <summary>When the operation really started; null while it waits for a thread.</summary>
    public TimeSpan? Started { get; private set; }

    /// <summary>The answer; meaningful once the operation has ended.</summary>
    public Outcome Outcome { get; private set; }

    /// <summary>The answer came too late, if it ever comes: whoever waits for it waits no more.</summary>
    public void GivenUp() => _next?.GaveUp();

    public void Execute() => _ = Run();

    private async Task Run()
    {
        // A user is ready when the answer before was there; waiting for a thread is part of what the user sees.
        Started = _next is null ? _workload.Services.Now : Context.Planned;
        _workload.NoteStart(this);
        Outcome = await Answer().ConfigureAwait(false);
        if (_workload.Settle(this, Outcome))
        {
            _next?.Ended(this);
        }
    }

    private async ValueTask<Outcome> Answer()
    {
        try
        {
            return await _workload.Workload.Operation(Context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_workload.Services.Aborted)
        {
            return Outcome.Aborted;
        }
        catch (Exception exception)
        {
            // A workload may throw anything; the run goes on and tells the first message of each kind.
            var label = exception.GetType().Name;
            _workload.Recorder.NoteError(label, exception.Message);
            return Outcome.Failure(label);
        }
    }
}
