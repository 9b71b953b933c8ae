using FleetSim.Model;

namespace FleetSim.Grains.Calls;

/// <summary>A broken invariant stops the activation that holds it, and is remembered so that the run fails.</summary>
public sealed class InvariantFilter(BrokenInvariants broken) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        var call = context.Invoke();
        return call.IsCompletedSuccessfully ? call : Watched(call, context);
    }

    private async Task Watched(Task call, IIncomingGrainCallContext context)
    {
        try
        {
            await call;
        }
        catch (InvariantViolationException violation)
        {
            broken.Add(violation.Id, context.TargetId.Key.ToString()!, CallText.Of(context));
            context.TargetContext.Deactivate(
                new DeactivationReason(DeactivationReasonCode.ApplicationError, violation, violation.Message));
            throw;
        }
    }
}
