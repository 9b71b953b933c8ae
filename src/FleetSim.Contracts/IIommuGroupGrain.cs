using FleetSim.Contracts.Declarations;
using FleetSim.Model.Protocols;
using Orleans.Concurrency;

namespace FleetSim.Contracts;

/// <summary>One IOMMU group of a host: the place where DMA ownership is decided. Key:
/// <see cref="HostKey.Group"/>.</summary>
/// <remarks>Not reentrant: a call waits until the one before it is finished, as for <c>group->mutex</c>.</remarks>
[Alias("fleetsim.group")]
public interface IIommuGroupGrain : IGrainWithStringKey
{
    /// <remarks>The hot call of a fleet; a task of its own for each answer would be a twentieth of what it allocates.</remarks>
    [Alias("execute")]
    ValueTask<GroupReply> Execute(GroupCall call, FleetGeneration fleet);

    /// <summary>All the group keeps; for audits.</summary>
    [Alias("snapshot")]
    [AlwaysInterleave]
    Task<GroupRecord> Snapshot(FleetGeneration fleet);
}
