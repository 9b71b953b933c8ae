using FleetSim.Contracts.Declarations;
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
    Task<HostReply> Execute(HostCall call, FleetGeneration fleet);

    /// <summary>What the host says is registered, and in which group; for audits.</summary>
    [Alias("snapshot")]
    [AlwaysInterleave]
    Task<HostSnapshot> Snapshot(FleetGeneration fleet);

    /// <summary>The ownership policy has stopped the host: from now on every part of it answers EHOSTDOWN.</summary>
    /// <remarks>Comes from a group, against the order of calls: it waits for no turn.</remarks>
    [Alias("stop")]
    [AlwaysInterleave]
    Task Stop(FleetGeneration fleet);

    /// <summary>Whether the host is stopped. Its parts ask before they answer, under a policy that can stop
    /// it.</summary>
    /// <remarks>Against the order of calls: it waits for no turn.</remarks>
    [Alias("is-down")]
    [AlwaysInterleave]
    ValueTask<bool> IsDown(FleetGeneration fleet);
}
