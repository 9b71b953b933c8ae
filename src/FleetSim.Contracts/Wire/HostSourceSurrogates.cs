using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Pci;

namespace FleetSim.Contracts.Wire;

/// <summary>What a host is made of: its functions by address, and its drivers by name.</summary>
[GenerateSerializer, Immutable, Alias("fleetsim.wire.host-source")]
internal struct HostSourceSurrogate
{
    [Id(0)] public string Name;
    [Id(1)] public ImmutableArray<PciFunction> Functions;
    [Id(2)] public HostIommu Iommu;
    [Id(3)] public ImmutableArray<HotplugSlot> Slots;
    [Id(4)] public ImmutableArray<Driver> Drivers;
    [Id(5)] public bool LocksLeavingDevices;
}

[RegisterConverter]
internal sealed class HostSourceConverter : IConverter<HostSource, HostSourceSurrogate>
{
    public HostSource ConvertFromSurrogate(in HostSourceSurrogate wire) =>
        new(wire.Name, PciTopology.Empty.Plug(wire.Functions), wire.Iommu, wire.Slots)
        {
            Drivers = new DriverCatalogue(wire.Drivers, wire.LocksLeavingDevices),
        };

    public HostSourceSurrogate ConvertToSurrogate(in HostSource value) => new()
    {
        Name = value.Name,
        Functions = [.. value.Topology.Functions],
        Iommu = value.Iommu,
        Slots = value.Slots,
        Drivers = value.Drivers.Drivers,
        LocksLeavingDevices = value.Drivers.LocksLeavingDevices,
    };
}

/// <summary>A slot with the subtree that it holds.</summary>
[GenerateSerializer, Immutable, Alias("fleetsim.wire.hotplug-slot")]
internal struct HotplugSlotSurrogate
{
    [Id(0)] public string Name;
    [Id(1)] public PciAddress Port;
    [Id(2)] public ImmutableArray<PciFunction> Functions;
    [Id(3)] public bool PresentAtBoot;
}

[RegisterConverter]
internal sealed class HotplugSlotConverter : IConverter<HotplugSlot, HotplugSlotSurrogate>
{
    public HotplugSlot ConvertFromSurrogate(in HotplugSlotSurrogate wire) =>
        new(wire.Name, wire.Port, wire.Functions, wire.PresentAtBoot);

    public HotplugSlotSurrogate ConvertToSurrogate(in HotplugSlot value) => new()
    {
        Name = value.Name,
        Port = value.Port,
        Functions = value.Functions,
        PresentAtBoot = value.PresentAtBoot,
    };
}
