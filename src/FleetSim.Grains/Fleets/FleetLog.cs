using FleetSim.Contracts.Declarations;
using Microsoft.Extensions.Logging;

namespace FleetSim.Grains.Fleets;

/// <summary>What a silo logs of the fleet that it holds.</summary>
internal static partial class FleetLog
{
    [LoggerMessage(30, LogLevel.Information, "holds fleet {Generation}: {Hosts} hosts, policy {Policy}, seed {Seed}")]
    public static partial void FleetDeclared(
        this ILogger logger, FleetGeneration generation, int hosts, string policy, ulong seed);
}
