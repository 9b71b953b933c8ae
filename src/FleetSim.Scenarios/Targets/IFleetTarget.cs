using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Telemetry;
using FleetSim.Verification.Audit;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Scenarios.Targets;

/// <summary>A fleet that workloads act on: grains, or hosts in this process. Hosts are named by their index.</summary>
public interface IFleetTarget
{
    Fleet Fleet { get; }

    /// <summary>What was counted since the fleet came up.</summary>
    FleetInstruments Instruments { get; }

    /// <summary>Bookkeeping invariants that broke, one sentence each.</summary>
    IReadOnlyCollection<string> BrokenInvariants { get; }

    /// <summary>The first places where an isolation invariant broke, one sentence each.</summary>
    IReadOnlyCollection<string> Incidents { get; }

    /// <summary>Every call that was made to a group.</summary>
    HistoryRecorder History { get; }

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
