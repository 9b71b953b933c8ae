using Microsoft.Extensions.Logging;

namespace FleetSim.Grains.Hosts;

/// <summary>What a host logs.</summary>
internal static partial class HostLog
{
    [LoggerMessage(10, LogLevel.Information, "policy {Policy} stopped host {Host}")]
    public static partial void HostStopped(this ILogger logger, string host, string policy);
}
