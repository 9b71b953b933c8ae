using FleetSim.Model;

namespace FleetSim.Grains.Calls;

/// <summary>A broken invariant stops the activation that holds it, and is remembered so that the run fails.</summary>
public sealed class InvariantFilter(BrokenInvariants broken) : IIncomingGrainCallFilter
{
    private const string Remembered = "fleetsim.remembered";

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
            // On its way out it passes the grains that had asked. They stop as well, in the middle of a call, but it broke once.
            if (!violation.Data.Contains(Remembered))
            {
                violation.Data[Remembered] = true;
                broken.Add(violation.Id, context.TargetId.Key.ToString()!, CallText.Of(context));
            }

            context.TargetContext.Deactivate(
                new DeactivationReason(DeactivationReasonCode.ApplicationError, violation, violation.Message));
            throw;
        }
    }
}
