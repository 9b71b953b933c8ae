using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Grains.Fleets;
using FleetSim.Model;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetSim.Grains.Calls;

/// <summary>
/// Around every call to a grain: makes a call that carries a trace a span of it, and stops an activation whose
/// invariant broke.
/// </summary>
/// <remarks>
/// Orleans' own propagation starts an activity on every call, sampled or not, and more than triples what a call costs;
/// here a call that no trace looks at pays for one look-up. One filter and no outgoing one: each costs every call an
/// async frame.
/// </remarks>
public sealed class FleetCallFilter(FleetCatalogue catalogue, ILogger<FleetCallFilter> logger) : IIncomingGrainCallFilter
{
    private const string Remembered = "fleetsim.remembered";

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (CallTrace.Parent is { } parent)
        {
            return Traced(context, parent);
        }

        var call = context.Invoke();
        return call.IsCompletedSuccessfully ? call : Watched(call, context);
    }

    /// <summary>What was asked: the call as data says it; a method without one is its own name.</summary>
    private static string Asked(IIncomingGrainCallContext context) =>
        context.Request.GetArgumentCount() == 0 ? context.MethodName : context.Request.GetArgument(0) switch
        {
            null or FleetGeneration => context.MethodName,
            var call => call.ToString()!,
        };

    private static string Verb(IIncomingGrainCallContext context) =>
        context.Request.GetArgumentCount() == 0 ? context.MethodName : context.Request.GetArgument(0) switch
        {
            HostCall call => SnakeCase.Of(call.Verb),
            DeviceCall call => SnakeCase.Of(call.Verb),
            GroupCall call => SnakeCase.Of(call.Verb),
            AddressSpaceCall call => SnakeCase.Of(call.Verb),
            _ => context.MethodName,
        };

    private async Task Traced(IIncomingGrainCallContext context, string parent)
    {
        // The name is one of few; what it was about is in the attributes.
        var grain = context.InterfaceName[(context.InterfaceName.LastIndexOf('.') + 1)..];
        using var span = TelemetryNames.Activities.StartActivity($"{grain} {Verb(context)}", ActivityKind.Server, parent);
        span?.SetTag("fleetsim.grain", context.TargetId.Key.ToString());
        span?.SetTag("fleetsim.call", Asked(context));
        CallTrace.Continue(span);
        try
        {
            await Watched(context.Invoke(), context);
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }

    private async Task Watched(Task call, IIncomingGrainCallContext context)
    {
        try
        {
            await call;
        }
        catch (InvariantViolationException violation)
        {
            // On its way out it passes the grains that had asked. They stop as well, in the middle of a call, but it
            // broke once.
            if (!violation.Data.Contains(Remembered))
            {
                violation.Data[Remembered] = true;
                var grain = context.TargetId.Key.ToString()!;
                catalogue.Present?.Broken.Add(violation.Id, grain, Asked(context));
                logger.InvariantBroke(grain, violation.Id, Asked(context));
            }

            // Without the exception, which would also be the answer of calls that wait: they go to the next activation.
            logger.ActivationDropped(context.TargetId.Key.ToString()!, violation.Id);
            context.TargetContext.Deactivate(
                new DeactivationReason(DeactivationReasonCode.ApplicationError, violation.Message));
            throw;
        }
    }
}
