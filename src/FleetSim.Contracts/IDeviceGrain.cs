using FleetSim.Contracts.Declarations;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using Orleans.Concurrency;

namespace FleetSim.Contracts;

/// <summary>One PCI device of a host: its driver, its override, whether it is there. Key:
/// <see cref="HostKey.Device"/>.</summary>
[Alias("fleetsim.device")]
public interface IDeviceGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<DeviceReply> Execute(DeviceCall call, FleetGeneration fleet);

    /// <summary>The device sends requests through its unit, under its own requester id.</summary>
    [Alias("dma")]
    Task<TranslationReply> Dma(TranslationBatch batch, FleetGeneration fleet);

    /// <summary>Its driver maps and unmaps memory through the kernel's DMA API.</summary>
    [Alias("kernel-dma")]
    Task<KernelDmaReply> MapForKernel(KernelDmaCall call, FleetGeneration fleet);

    /// <summary>All the device keeps; for audits.</summary>
    [Alias("snapshot")]
    [AlwaysInterleave]
    Task<DeviceState> Snapshot(FleetGeneration fleet);
}
