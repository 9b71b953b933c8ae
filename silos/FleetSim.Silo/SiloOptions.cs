using System.Net;
using FleetSim.Model.Ownership;
using Microsoft.Extensions.Logging;

namespace FleetSim.Silo;

/// <summary>How one silo is set up.</summary>
public sealed record SiloOptions
{
    /// <summary>Where clients of other processes reach it, at any free port if it is 0; null for nowhere.</summary>
    public IPEndPoint? Gateway { get; init; }

    /// <summary>Where <c>/metrics</c> and <c>/health</c> are served; null serves nothing.</summary>
    public IPEndPoint? Http { get; init; }

    /// <summary>The least that is logged, to standard error.</summary>
    public LogLevel Log { get; init; } = LogLevel.Warning;

    /// <summary>Finds the ownership policies that declarations name.</summary>
    public Func<string, OwnershipPolicy?> Policies { get; init; } = OwnershipPolicies.Find;

    /// <summary>What whoever embeds the silo adds to it.</summary>
    public Action<ISiloBuilder>? Configure { get; init; }
}
