using System.Diagnostics;

namespace FleetSim.Grains.Calls;

/// <summary>Sends the current trace along with a call, but only when the trace is sampled.</summary>
/// <remarks>
/// Orleans' own propagation starts an activity on every call, sampled or not, and more than triples what a call costs; this filter does
/// nothing but one test for calls that no trace is looking at.
/// </remarks>
public sealed class OutgoingTraceFilter : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Activity.Current is { Recorded: true, Id: { } id })
        {
            return Carry(context, id);
        }

        return context.Invoke();
    }

    private static async Task Carry(IOutgoingGrainCallContext context, string id)
    {
        RequestContext.Set(TraceContext.Key, id);
        try
        {
            await context.Invoke();
        }
        finally
        {
            RequestContext.Remove(TraceContext.Key);
        }
    }
}
