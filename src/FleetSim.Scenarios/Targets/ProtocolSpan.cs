using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Telemetry;

namespace FleetSim.Scenarios.Targets;

/// <summary>The span of one protocol, from the request to its answer; the grains it crosses add their own below
/// it.</summary>
/// <remarks>A call that nobody samples costs one look at the listeners, and allocates nothing here.</remarks>
internal static class ProtocolSpan
{
    /// <summary>Makes a call; when nobody samples it, nothing else at all.</summary>
    /// <param name="verb">Its name as a word is the span's.</param>
    public static ValueTask<TReply> Around<TVerb, TGrain, TCall, TReply>(
        TVerb verb, TGrain grain, TCall call, Func<TGrain, TCall, ValueTask<TReply>> ask)
        where TVerb : struct, Enum => TelemetryNames.Activities.HasListeners()
            ? Sampled(SnakeCase.Of(verb), grain, call, ask)
            : ask(grain, call);

    /// <summary>The same for a call without a verb.</summary>
    public static ValueTask<TReply> Around<TGrain, TCall, TReply>(
        string name, TGrain grain, TCall call, Func<TGrain, TCall, ValueTask<TReply>> ask) =>
        TelemetryNames.Activities.HasListeners() ? Sampled(name, grain, call, ask) : ask(grain, call);

    private static ValueTask<TReply> Sampled<TGrain, TCall, TReply>(
        string name, TGrain grain, TCall call, Func<TGrain, TCall, ValueTask<TReply>> ask)
    {
        var outside = Activity.Current;
        var activity = TelemetryNames.Activities.StartActivity(name, ActivityKind.Client);
        if (activity is { Recorded: true })
        {
            // The caller is not in the span: what it does next would belong to the same trace, and be sampled, for ever.
            Activity.Current = outside;
            return Inside(activity, grain, call, ask);
        }

        activity?.Dispose();
        return ask(grain, call);
    }

    private static async ValueTask<TReply> Inside<TGrain, TCall, TReply>(
        Activity activity, TGrain grain, TCall call, Func<TGrain, TCall, ValueTask<TReply>> ask)
    {
        using var span = activity;
        CallTrace.Continue(span);
        return await ask(grain, call);
    }
}
