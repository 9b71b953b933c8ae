using FleetSim.Model.Protocols;
using Orleans.Concurrency;

namespace FleetSim.Contracts;

/// <summary>One simulated host: its slots, what is registered, and which group everything is in.</summary>
/// <remarks>Key: <see cref="HostKey.Of"/>. Plug, unplug, remove and rescan run one after the other, as under the
/// rescan/remove lock.</remarks>
[Alias("fleetsim.host")]
public interface IHostGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<HostReply> Execute(HostCall call);

    /// <summary>What the host says is registered, and in which group; for audits.</summary>
    [Alias("snapshot")]
    [AlwaysInterleave]
    Task<HostSnapshot> Snapshot();
}
