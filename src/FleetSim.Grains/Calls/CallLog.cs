using Microsoft.Extensions.Logging;

namespace FleetSim.Grains.Calls;

/// <summary>What the filter around every call logs.</summary>
internal static partial class CallLog
{
    [LoggerMessage(20, LogLevel.Error, "{Grain} broke {Invariant} on {Call}")]
    public static partial void InvariantBroke(this ILogger logger, string grain, string invariant, string call);

    [LoggerMessage(21, LogLevel.Information, "dropped the activation of {Grain}: {Invariant} is broken")]
    public static partial void ActivationDropped(this ILogger logger, string grain, string invariant);
}
