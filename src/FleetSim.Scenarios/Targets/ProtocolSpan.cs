using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Telemetry;

namespace FleetSim.Scenarios.Targets;

/// <summary>The span of one protocol, from the request to its answer; the grains it crosses add their own below
/// it.</summary>
internal readonly struct ProtocolSpan
{
    private readonly Activity _activity;

    private ProtocolSpan(Activity activity) => _activity = activity;

    /// <summary>Null when nobody samples it: then nothing at all is done.</summary>
    public static ProtocolSpan? Begin<TVerb>(TVerb verb)
        where TVerb : struct, Enum
    {
        if (!TelemetryNames.Activities.HasListeners())
        {
            return null;
        }

        var activity = TelemetryNames.Activities.StartActivity(SnakeCase.Of(verb), ActivityKind.Client);
        if (activity is { Recorded: true })
        {
            return new ProtocolSpan(activity);
        }

        activity?.Dispose();
        return null;
    }

    public async Task<TReply> Around<TReply>(Func<Task<TReply>> call)
    {
        using var span = _activity;
        CallTrace.Continue(span);
        return await call();
    }
}
