using System.Net;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Silo;

/// <summary>How one silo process is set up.</summary>
public sealed record SiloOptions
{
    /// <summary>Groups evaluate the isolation invariants after every change.</summary>
    public bool ContinuousChecks { get; init; } = true;

    /// <summary>Where calls to groups are written down; null for nowhere.</summary>
    public HistoryRecorder? History { get; init; }

    /// <summary>Where <c>/metrics</c> and <c>/health</c> are served; null serves nothing.</summary>
    public IPEndPoint? Http { get; init; }

    /// <summary>What whoever embeds the silo adds to it.</summary>
    public Action<ISiloBuilder>? Configure { get; init; }
}
