using System.Diagnostics;
using FleetSim.Telemetry;

namespace FleetSim.Grains.Calls;

/// <summary>Makes a call that carries a trace a span of it, named after the grain and what was asked.</summary>
public sealed class IncomingTraceFilter : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) =>
        RequestContext.Get(TraceContext.Key) is string parent ? Traced(context, parent) : context.Invoke();

    private static async Task Traced(IIncomingGrainCallContext context, string parent)
    {
        using var span = TelemetryNames.Activities.StartActivity(
            $"{context.InterfaceName[(context.InterfaceName.LastIndexOf('.') + 1)..]} {CallText.Of(context)}",
            ActivityKind.Server,
            parent);
        span?.SetTag("fleetsim.grain", context.TargetId.Key.ToString());
        try
        {
            await context.Invoke();
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }
}
