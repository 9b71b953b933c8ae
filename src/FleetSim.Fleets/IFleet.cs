using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Verification.Audit;

namespace FleetSim.Fleets;

/// <summary>A fleet that workloads act on: grains, or hosts in this process. Hosts are named by their index.</summary>
public interface IFleet : IDisposable
{
    Fleet Fleet { get; }

    /// <summary>Its calls take time, and several go on at once. Without, they are answered at once, one by one, in a
    /// simulated time.</summary>
    bool TakesTime { get; }

    /// <summary>From now on its hosts are told the time of this clock.</summary>
    /// <exception cref="InvalidOperationException">The fleet takes time, and lives in the real one.</exception>
    void LiveIn(TimeProvider time);

    /// <summary>What it counted, and what broke.</summary>
    IFleetReport Report { get; }

    ValueTask<HostReply> Host(int host, HostCall call);

    ValueTask<DeviceReply> Device(int host, PciAddress device, DeviceCall call);

    ValueTask<GroupReply> Group(int host, int group, GroupCall call);

    /// <summary>A user process of a host does something with its files.</summary>
    ValueTask<AddressSpaceReply> Process(int host, string process, AddressSpaceCall call);

    /// <summary>A user process has one of its devices do DMA.</summary>
    ValueTask<TranslationReply> Dma(int host, string process, DmaCall call);

    /// <summary>A device does DMA by itself.</summary>
    ValueTask<TranslationReply> DeviceDma(int host, PciAddress device, TranslationBatch batch);

    /// <summary>The driver of a device maps and unmaps memory through the kernel's DMA API.</summary>
    ValueTask<KernelDmaReply> MapForKernel(int host, PciAddress device, KernelDmaCall call);

    /// <summary>An IOMMU unit translates requests.</summary>
    ValueTask<TranslationReply> Translate(int host, string unit, TranslationBatch batch);

    /// <summary>Brings up a host with all units, groups and devices that it has.</summary>
    ValueTask Activate(int host);

    /// <summary>What all parts of a host say of themselves.</summary>
    ValueTask<HostFacts> Inspect(int host);
}
