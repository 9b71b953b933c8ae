using FleetSim.Contracts.Declarations;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;

namespace FleetSim.Contracts;

/// <summary>
/// One user process of a host: its VFIO files and containers. Key: <see cref="HostKey.AddressSpace"/>.
/// </summary>
/// <remarks>Not reentrant: a process has one thread here. Its death closes all its files.</remarks>
[Alias("fleetsim.address-space")]
public interface IAddressSpaceGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<AddressSpaceReply> Execute(AddressSpaceCall call, FleetGeneration fleet);

    /// <summary>The process has one of its devices do DMA.</summary>
    [Alias("dma")]
    Task<TranslationReply> Dma(DmaCall call, FleetGeneration fleet);
}
