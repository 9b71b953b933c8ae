using Microsoft.Extensions.Logging;

namespace FleetSim.Runs;

/// <summary>What is logged of a run.</summary>
internal static partial class RunLog
{
    [LoggerMessage(40, LogLevel.Information, "run of {Scenario} begins: {Hosts} hosts, policy {Policy}, seed {Seed}")]
    public static partial void RunBegins(this ILogger logger, string scenario, int hosts, string policy, ulong seed);

    [LoggerMessage(41, LogLevel.Information, "run of {Scenario} is over: {Operations} operations, passed: {Passed}")]
    public static partial void RunIsOver(this ILogger logger, string scenario, long operations, bool passed);
}
