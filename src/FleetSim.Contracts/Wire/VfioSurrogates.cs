using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Contracts.Wire;

/// <summary>The open file of a VFIO group.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.vfio-group-file")]
internal struct VfioGroupFileSurrogate
{
    [Id(0)] public ulong Opened;
    [Id(1)] public bool IsClosed;
    [Id(2)] public OwnerCookie Container;
    [Id(3)] public int DeviceFiles;
}

[RegisterConverter]
internal sealed class VfioGroupFileConverter : IConverter<VfioGroupFile, VfioGroupFileSurrogate>
{
    public VfioGroupFile ConvertFromSurrogate(in VfioGroupFileSurrogate wire) => new()
    {
        Opened = wire.Opened,
        IsClosed = wire.IsClosed,
        Container = wire.Container,
        DeviceFiles = wire.DeviceFiles,
    };

    public VfioGroupFileSurrogate ConvertToSurrogate(in VfioGroupFile value) => new()
    {
        Opened = value.Opened,
        IsClosed = value.IsClosed,
        Container = value.Container,
        DeviceFiles = value.DeviceFiles,
    };
}

/// <summary>What a user process does.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.address-space-call")]
internal struct AddressSpaceCallSurrogate
{
    [Id(0)] public AddressSpaceVerb Verb;
    [Id(1)] public OperationId Id;
    [Id(2)] public string? File;
    [Id(3)] public string? As;
    [Id(4)] public string? Container;
    [Id(5)] public int Group;
    [Id(6)] public PciAddress Device;
    [Id(7)] public int Iommu;
    [Id(8)] public MemoryArea? Memory;
    [Id(9)] public DmaArguments? Dma;
}

[RegisterConverter]
internal sealed class AddressSpaceCallConverter : IConverter<AddressSpaceCall, AddressSpaceCallSurrogate>
{
    public AddressSpaceCall ConvertFromSurrogate(in AddressSpaceCallSurrogate wire) => new()
    {
        Verb = wire.Verb,
        Id = wire.Id,
        File = wire.File ?? "",
        As = wire.As ?? "",
        Container = wire.Container ?? "",
        Group = wire.Group,
        Device = wire.Device,
        Iommu = wire.Iommu,
        Memory = wire.Memory,
        Dma = wire.Dma,
    };

    public AddressSpaceCallSurrogate ConvertToSurrogate(in AddressSpaceCall value) => new()
    {
        Verb = value.Verb,
        Id = value.Id,
        File = value.File,
        As = value.As,
        Container = value.Container,
        Group = value.Group,
        Device = value.Device,
        Iommu = value.Iommu,
        Memory = value.Memory,
        Dma = value.Dma,
    };
}

/// <summary>What a user process hears.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.address-space-reply")]
internal struct AddressSpaceReplySurrogate
{
    [Id(0)] public Errno Errno;
    [Id(1)] public int Value;
    [Id(2)] public ulong Size;
    [Id(3)] public DmaInfo? Info;
}

[RegisterConverter]
internal sealed class AddressSpaceReplyConverter : IConverter<AddressSpaceReply, AddressSpaceReplySurrogate>
{
    public AddressSpaceReply ConvertFromSurrogate(in AddressSpaceReplySurrogate wire) =>
        new(wire.Errno, wire.Value, wire.Size, wire.Info);

    public AddressSpaceReplySurrogate ConvertToSurrogate(in AddressSpaceReply value) =>
        new() { Errno = value.Errno, Value = value.Value, Size = value.Size, Info = value.Info };
}
