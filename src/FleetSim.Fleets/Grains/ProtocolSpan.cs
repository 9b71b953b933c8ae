using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Telemetry;

namespace FleetSim.Fleets.Grains;

/// <summary>The span of one protocol, from the request to its answer; the grains it crosses add their own below
/// it.</summary>
/// <remarks>A call that is not traced costs a look at the listeners and one random number, and allocates nothing
/// here.</remarks>
internal static class ProtocolSpan
{
    private static bool IsAsked => TelemetryNames.Activities.HasListeners() && ProtocolSampling.Asks();

    /// <summary>Makes a call; when it is not traced, nothing else at all.</summary>
    /// <param name="verb">Its name as a word is the span's.</param>
    public static ValueTask<TReply> Around<TVerb, TGrain, TCall, TReply>(
        TVerb verb, TGrain grain, TCall call, FleetGeneration fleet, Func<TGrain, TCall, FleetGeneration, ValueTask<TReply>> ask)
        where TVerb : struct, Enum => IsAsked ? Sampled(SnakeCase.Of(verb), grain, call, fleet, ask) : ask(grain, call, fleet);

    /// <summary>The same for a call without a verb.</summary>
    public static ValueTask<TReply> Around<TGrain, TCall, TReply>(
        string name, TGrain grain, TCall call, FleetGeneration fleet, Func<TGrain, TCall, FleetGeneration, ValueTask<TReply>> ask) =>
        IsAsked ? Sampled(name, grain, call, fleet, ask) : ask(grain, call, fleet);

    private static ValueTask<TReply> Sampled<TGrain, TCall, TReply>(
        string name, TGrain grain, TCall call, FleetGeneration fleet, Func<TGrain, TCall, FleetGeneration, ValueTask<TReply>> ask)
    {
        // Made and not started: it may be sampled out, and to start one costs more than to make it. It is started
        // inside: the caller stays outside, or what it does next would be of the same trace, and sampled, for ever.
        return TelemetryNames.Activities.CreateActivity(name, ActivityKind.Client) is { Recorded: true } activity
            ? Inside(activity, grain, call, fleet, ask)
            : ask(grain, call, fleet);
    }

    private static async ValueTask<TReply> Inside<TGrain, TCall, TReply>(
        Activity activity, TGrain grain, TCall call, FleetGeneration fleet, Func<TGrain, TCall, FleetGeneration, ValueTask<TReply>> ask)
    {
        using var span = activity.Start();
        CallTrace.Continue(span);
        return await ask(grain, call, fleet);
    }
}
