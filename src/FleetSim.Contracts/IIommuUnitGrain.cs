using FleetSim.Model.Translation;
using Orleans.Concurrency;

namespace FleetSim.Contracts;

/// <summary>One IOMMU unit of a host: which domain each requester id is attached to. Key:
/// <see cref="HostKey.Unit"/>.</summary>
[Alias("fleetsim.unit")]
public interface IIommuUnitGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<UnitReply> Execute(UnitCall call);

    /// <summary>All attachments; for audits.</summary>
    [Alias("snapshot")]
    [AlwaysInterleave]
    Task<UnitState> Snapshot();
}
