using System.Runtime.InteropServices;
using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;

namespace FleetSim.Contracts.Wire;

/// <summary>What a unit can do.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.vtd-capabilities")]
internal struct VtdCapabilitiesSurrogate
{
    [Id(0)] public ulong Cap;
    [Id(1)] public ulong Ecap;
    [Id(2)] public int HostAddressBits;
}

[RegisterConverter]
internal sealed class VtdCapabilitiesConverter : IConverter<VtdCapabilities, VtdCapabilitiesSurrogate>
{
    public VtdCapabilities ConvertFromSurrogate(in VtdCapabilitiesSurrogate wire) =>
        new(wire.Cap, wire.Ecap, wire.HostAddressBits);

    public VtdCapabilitiesSurrogate ConvertToSurrogate(in VtdCapabilities value) =>
        new() { Cap = value.Cap, Ecap = value.Ecap, HostAddressBits = value.HostAddressBits };
}

/// <summary>How large an IOTLB is.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.iotlb-geometry")]
internal struct IotlbGeometrySurrogate
{
    [Id(0)] public int Sets4K;
    [Id(1)] public int Sets2M;
    [Id(2)] public int Sets1G;
}

[RegisterConverter]
internal sealed class IotlbGeometryConverter : IConverter<IotlbGeometry, IotlbGeometrySurrogate>
{
    public IotlbGeometry ConvertFromSurrogate(in IotlbGeometrySurrogate wire) =>
        new(wire.Sets4K, wire.Sets2M, wire.Sets1G);

    public IotlbGeometrySurrogate ConvertToSurrogate(in IotlbGeometry value) =>
        new() { Sets4K = value.Sets4K, Sets2M = value.Sets2M, Sets1G = value.Sets1G };
}

/// <summary>What the specification leaves to a unit.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.hardware-options")]
internal struct HardwareOptionsSurrogate
{
    [Id(0)] public IotlbGeometry Iotlb;
    [Id(1)] public bool CachesTables;
    [Id(2)] public bool InvalidatesBy8BitMask;
}

[RegisterConverter]
internal sealed class HardwareOptionsConverter : IConverter<HardwareOptions, HardwareOptionsSurrogate>
{
    public HardwareOptions ConvertFromSurrogate(in HardwareOptionsSurrogate wire) => new()
    {
        Iotlb = wire.Iotlb,
        CachesTables = wire.CachesTables,
        InvalidatesBy8BitMask = wire.InvalidatesBy8BitMask,
    };

    public HardwareOptionsSurrogate ConvertToSurrogate(in HardwareOptions value) => new()
    {
        Iotlb = value.Iotlb,
        CachesTables = value.CachesTables,
        InvalidatesBy8BitMask = value.InvalidatesBy8BitMask,
    };
}

/// <summary>A range with memory.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.memory-range")]
internal struct MemoryRangeSurrogate
{
    [Id(0)] public ulong First;
    [Id(1)] public ulong Last;
}

[RegisterConverter]
internal sealed class MemoryRangeConverter : IConverter<MemoryRange, MemoryRangeSurrogate>
{
    public MemoryRange ConvertFromSurrogate(in MemoryRangeSurrogate wire) => new(wire.First, wire.Last);

    public MemoryRangeSurrogate ConvertToSurrogate(in MemoryRange value) =>
        new() { First = value.First, Last = value.Last };
}

/// <summary>A word of memory.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.memory-word")]
internal struct MemoryWordSurrogate
{
    [Id(0)] public ulong Address;
    [Id(1)] public ulong Value;
}

[RegisterConverter]
internal sealed class MemoryWordConverter : IConverter<MemoryWord, MemoryWordSurrogate>
{
    public MemoryWord ConvertFromSurrogate(in MemoryWordSurrogate wire) => new(wire.Address, wire.Value);

    public MemoryWordSurrogate ConvertToSurrogate(in MemoryWord value) =>
        new() { Address = value.Address, Value = value.Value };
}

/// <summary>A unit and its memory.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.memory-image")]
internal struct MemoryImageSurrogate
{
    [Id(0)] public VtdCapabilities Capabilities;
    [Id(1)] public HardwareOptions Options;
    [Id(2)] public MemoryRange[]? Ranges;
    [Id(3)] public MemoryWord[]? Words;
    [Id(4)] public ulong RootTable;
}

[RegisterConverter]
internal sealed class MemoryImageConverter : IConverter<MemoryImage, MemoryImageSurrogate>
{
    public MemoryImage ConvertFromSurrogate(in MemoryImageSurrogate wire) => new()
    {
        Capabilities = wire.Capabilities,
        Options = wire.Options,
        Ranges = ImmutableCollectionsMarshal.AsImmutableArray(wire.Ranges),
        Words = ImmutableCollectionsMarshal.AsImmutableArray(wire.Words),
        RootTable = wire.RootTable,
    };

    public MemoryImageSurrogate ConvertToSurrogate(in MemoryImage value) => new()
    {
        Capabilities = value.Capabilities,
        Options = value.Options,
        Ranges = ImmutableCollectionsMarshal.AsArray(value.Ranges),
        Words = ImmutableCollectionsMarshal.AsArray(value.Words),
        RootTable = value.RootTable,
    };
}

/// <summary>What software does to a unit that runs on an image.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.hardware-command")]
internal struct HardwareCommandSurrogate
{
    [Id(0)] public HardwareVerb Verb;
    [Id(1)] public ulong Address;
    [Id(2)] public ulong Value;
    [Id(3)] public InvalidationScope Scope;
    [Id(4)] public ushort DomainId;
    [Id(5)] public Rid Source;
    [Id(6)] public int FunctionMask;
    [Id(7)] public int AddressMask;
    [Id(8)] public bool LeavesOnly;
}

[RegisterConverter]
internal sealed class HardwareCommandConverter : IConverter<HardwareCommand, HardwareCommandSurrogate>
{
    public HardwareCommand ConvertFromSurrogate(in HardwareCommandSurrogate wire) => new()
    {
        Verb = wire.Verb,
        Address = wire.Address,
        Value = wire.Value,
        Scope = wire.Scope,
        DomainId = wire.DomainId,
        Source = wire.Source,
        FunctionMask = wire.FunctionMask,
        AddressMask = wire.AddressMask,
        LeavesOnly = wire.LeavesOnly,
    };

    public HardwareCommandSurrogate ConvertToSurrogate(in HardwareCommand value) => new()
    {
        Verb = value.Verb,
        Address = value.Address,
        Value = value.Value,
        Scope = value.Scope,
        DomainId = value.DomainId,
        Source = value.Source,
        FunctionMask = value.FunctionMask,
        AddressMask = value.AddressMask,
        LeavesOnly = value.LeavesOnly,
    };
}

/// <summary>One record of a fault log.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.fault-record")]
internal struct FaultRecordSurrogate
{
    [Id(0)] public FaultReason Reason;
    [Id(1)] public Rid Source;
    [Id(2)] public ulong Address;
    [Id(3)] public bool Write;
    [Id(4)] public uint? Pasid;
}

[RegisterConverter]
internal sealed class FaultRecordConverter : IConverter<FaultRecord, FaultRecordSurrogate>
{
    public FaultRecord ConvertFromSurrogate(in FaultRecordSurrogate wire) =>
        new(wire.Reason, wire.Source, wire.Address, wire.Write, wire.Pasid);

    public FaultRecordSurrogate ConvertToSurrogate(in FaultRecord value) => new()
    {
        Reason = value.Reason,
        Source = value.Source,
        Address = value.Address,
        Write = value.Write,
        Pasid = value.Pasid,
    };
}
