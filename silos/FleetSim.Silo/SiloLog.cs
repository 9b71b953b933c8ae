using System.Net;
using Microsoft.Extensions.Logging;

namespace FleetSim.Silo;

/// <summary>What a silo logs of itself.</summary>
internal static partial class SiloLog
{
    [LoggerMessage(1, LogLevel.Information, "silo {Silo} is ready; gateway {Gateway}, HTTP {Http}")]
    public static partial void SiloReady(this ILogger logger, IPEndPoint silo, IPEndPoint? gateway, IPEndPoint? http);
}
