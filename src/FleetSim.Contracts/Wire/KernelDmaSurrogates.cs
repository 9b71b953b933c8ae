using System.Runtime.InteropServices;
using FleetSim.Model;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Translation;
using FleetSim.Model.Translation.KernelDma;

namespace FleetSim.Contracts.Wire;

/// <summary>What a kernel driver asks of the DMA API.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.kernel-dma-call")]
internal struct KernelDmaCallSurrogate
{
    [Id(0)] public DmaRange[]? Unmap;
    [Id(1)] public DmaRange[]? Map;
    [Id(2)] public OperationId Id;
    [Id(3)] public ulong Mask;
    [Id(4)] public ulong Life;
    [Id(5)] public KernelDmaSender? Sender;
}

[RegisterConverter]
internal sealed class KernelDmaCallConverter : IConverter<KernelDmaCall, KernelDmaCallSurrogate>
{
    public KernelDmaCall ConvertFromSurrogate(in KernelDmaCallSurrogate wire) => new(
        ImmutableCollectionsMarshal.AsImmutableArray(wire.Unmap),
        ImmutableCollectionsMarshal.AsImmutableArray(wire.Map))
    {
        Id = wire.Id,
        Mask = wire.Mask,
        Life = wire.Life,
        Sender = wire.Sender,
    };

    public KernelDmaCallSurrogate ConvertToSurrogate(in KernelDmaCall value) => new()
    {
        Unmap = ImmutableCollectionsMarshal.AsArray(value.Unmap),
        Map = ImmutableCollectionsMarshal.AsArray(value.Map),
        Id = value.Id,
        Mask = value.Mask,
        Life = value.Life,
        Sender = value.Sender,
    };
}

/// <summary>The device whose driver asks.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.kernel-dma-sender")]
internal struct KernelDmaSenderSurrogate
{
    [Id(0)] public int Group;
    [Id(1)] public PciAddress Device;
    [Id(2)] public Rid Requester;
}

[RegisterConverter]
internal sealed class KernelDmaSenderConverter : IConverter<KernelDmaSender, KernelDmaSenderSurrogate>
{
    public KernelDmaSender ConvertFromSurrogate(in KernelDmaSenderSurrogate wire) =>
        new(wire.Group, wire.Device, wire.Requester);

    public KernelDmaSenderSurrogate ConvertToSurrogate(in KernelDmaSender value) =>
        new() { Group = value.Group, Device = value.Device, Requester = value.Requester };
}

/// <summary>What the DMA API answers.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.kernel-dma-reply")]
internal struct KernelDmaReplySurrogate
{
    [Id(0)] public Errno Errno;
    [Id(1)] public bool Unknown;
    [Id(2)] public bool Forgotten;
    [Id(3)] public ulong[]? Addresses;
    [Id(4)] public ulong UnmappedBytes;
    [Id(5)] public int Warnings;
    [Id(6)] public ulong Life;
}

[RegisterConverter]
internal sealed class KernelDmaReplyConverter : IConverter<KernelDmaReply, KernelDmaReplySurrogate>
{
    public KernelDmaReply ConvertFromSurrogate(in KernelDmaReplySurrogate wire) =>
        new(wire.Errno, wire.Unknown, wire.Forgotten)
        {
            Addresses = ImmutableCollectionsMarshal.AsImmutableArray(wire.Addresses),
            UnmappedBytes = wire.UnmappedBytes,
            Warnings = wire.Warnings,
            Life = wire.Life,
        };

    public KernelDmaReplySurrogate ConvertToSurrogate(in KernelDmaReply value) => new()
    {
        Errno = value.Errno,
        Unknown = value.Unknown,
        Forgotten = value.Forgotten,
        Addresses = ImmutableCollectionsMarshal.AsArray(value.Addresses),
        UnmappedBytes = value.UnmappedBytes,
        Warnings = value.Warnings,
        Life = value.Life,
    };
}
