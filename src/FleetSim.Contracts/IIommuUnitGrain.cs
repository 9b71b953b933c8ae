using System.Collections.Immutable;
using FleetSim.Contracts.Declarations;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Images;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using Orleans.Concurrency;

namespace FleetSim.Contracts;

/// <summary>One IOMMU unit of a host: which domain each requester id is attached to, the domains' tables, and what they
/// translate. Key: <see cref="HostKey.Unit"/>.</summary>
[Alias("fleetsim.unit")]
public interface IIommuUnitGrain : IGrainWithStringKey
{
    [Alias("execute")]
    ValueTask<UnitReply> Execute(UnitCall call, FleetGeneration fleet);

    /// <summary>Changes what a private domain maps.</summary>
    [Alias("change")]
    Task<DomainReply> Change(DomainCall call, FleetGeneration fleet);

    /// <summary>Maps and unmaps for a kernel driver, in the default domain of its device's group.</summary>
    [Alias("kernel-dma")]
    Task<KernelDmaReply> MapForKernel(KernelDmaCall call, FleetGeneration fleet);

    /// <summary>Translates up to <see cref="TranslationBatch.CountMax"/> requests, in order.</summary>
    /// <remarks>May come between other translations, and between nothing else.</remarks>
    [Alias("translate")]
    [ReadOnly]
    ValueTask<TranslationReply> Translate(TranslationBatch batch, FleetGeneration fleet);

    /// <summary>From now on the unit translates by an image of memory, whatever it was told before.</summary>
    [Alias("load")]
    Task Load(MemoryImage image, FleetGeneration fleet);

    /// <summary>Does to a unit that runs on an image what software does.</summary>
    /// <returns>Whether it could be carried out.</returns>
    [Alias("command")]
    Task<bool> Command(HardwareCommand command, FleetGeneration fleet);

    /// <summary>Takes the records out of the fault log, the oldest first.</summary>
    [Alias("take-faults")]
    Task<ImmutableArray<FaultRecord>> TakeFaults(FleetGeneration fleet);

    /// <summary>All attachments; for audits.</summary>
    [Alias("snapshot")]
    [AlwaysInterleave]
    Task<UnitState> Snapshot(FleetGeneration fleet);

    /// <summary>What is cached for a requester that its present domain did not give; for audits.</summary>
    [Alias("stale")]
    [AlwaysInterleave]
    Task<ImmutableArray<string>> Stale(FleetGeneration fleet);
}
