using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Telemetry;

namespace FleetSim.Scenarios.Targets;

/// <summary>The span of one protocol, from the request to its answer; the grains it crosses add their own below
/// it.</summary>
internal static class ProtocolSpan
{
    /// <summary>Makes a call; when nobody samples it, nothing else at all.</summary>
    public static ValueTask<TReply> Around<TVerb, TReply>(TVerb verb, Func<Task<TReply>> call)
        where TVerb : struct, Enum
    {
        if (!TelemetryNames.Activities.HasListeners())
        {
            return new(call());
        }

        var activity = TelemetryNames.Activities.StartActivity(SnakeCase.Of(verb), ActivityKind.Client);
        if (activity is { Recorded: true })
        {
            return new(Inside(activity, call));
        }

        activity?.Dispose();
        return new(call());
    }

    private static async Task<TReply> Inside<TReply>(Activity activity, Func<Task<TReply>> call)
    {
        using var span = activity;
        CallTrace.Continue(span);
        return await call();
    }
}
