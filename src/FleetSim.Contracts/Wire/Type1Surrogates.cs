using System.Runtime.InteropServices;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Contracts.Wire;

/// <summary>An area of a process's memory.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.memory-area")]
internal struct MemoryAreaSurrogate
{
    [Id(0)] public ulong Start;
    [Id(1)] public ulong Size;
    [Id(2)] public MemoryAccess Access;
    [Id(3)] public ulong Frames;
}

[RegisterConverter]
internal sealed class MemoryAreaConverter : IConverter<MemoryArea, MemoryAreaSurrogate>
{
    public MemoryArea ConvertFromSurrogate(in MemoryAreaSurrogate wire) =>
        new(wire.Start, wire.Size, wire.Access, wire.Frames);

    public MemoryAreaSurrogate ConvertToSurrogate(in MemoryArea value) =>
        new() { Start = value.Start, Size = value.Size, Access = value.Access, Frames = value.Frames };
}

/// <summary>What a process gives to a call about mappings.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.dma-arguments")]
internal struct DmaArgumentsSurrogate
{
    [Id(0)] public uint Argsz;
    [Id(1)] public uint Flags;
    [Id(2)] public ulong Vaddr;
    [Id(3)] public ulong Iova;
    [Id(4)] public ulong Size;
    [Id(5)] public ulong BitmapPageSize;
    [Id(6)] public ulong BitmapSize;
}

[RegisterConverter]
internal sealed class DmaArgumentsConverter : IConverter<DmaArguments, DmaArgumentsSurrogate>
{
    public DmaArguments ConvertFromSurrogate(in DmaArgumentsSurrogate wire) =>
        new(wire.Argsz, wire.Flags, wire.Vaddr, wire.Iova, wire.Size, wire.BitmapPageSize, wire.BitmapSize);

    public DmaArgumentsSurrogate ConvertToSurrogate(in DmaArguments value) => new()
    {
        Argsz = value.Argsz,
        Flags = value.Flags,
        Vaddr = value.Vaddr,
        Iova = value.Iova,
        Size = value.Size,
        BitmapPageSize = value.BitmapPageSize,
        BitmapSize = value.BitmapSize,
    };
}

/// <summary>What a container says of its mappings.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.dma-info")]
internal struct DmaInfoSurrogate
{
    [Id(0)] public ulong PageSizes;
    [Id(1)] public IovaRange[]? Ranges;
    [Id(2)] public uint Available;
}

[RegisterConverter]
internal sealed class DmaInfoConverter : IConverter<DmaInfo, DmaInfoSurrogate>
{
    public DmaInfo ConvertFromSurrogate(in DmaInfoSurrogate wire) =>
        new(wire.PageSizes, ImmutableCollectionsMarshal.AsImmutableArray(wire.Ranges), wire.Available);

    public DmaInfoSurrogate ConvertToSurrogate(in DmaInfo value) => new()
    {
        PageSizes = value.PageSizes,
        Ranges = ImmutableCollectionsMarshal.AsArray(value.Ranges),
        Available = value.Available,
    };
}

/// <summary>IOVAs that may be mapped.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.iova-range")]
internal struct IovaRangeSurrogate
{
    [Id(0)] public ulong First;
    [Id(1)] public ulong Last;
}

[RegisterConverter]
internal sealed class IovaRangeConverter : IConverter<IovaRange, IovaRangeSurrogate>
{
    public IovaRange ConvertFromSurrogate(in IovaRangeSurrogate wire) => new(wire.First, wire.Last);

    public IovaRangeSurrogate ConvertToSurrogate(in IovaRange value) =>
        new() { First = value.First, Last = value.Last };
}
