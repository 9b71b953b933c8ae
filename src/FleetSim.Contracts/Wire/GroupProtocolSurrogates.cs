using System.Runtime.InteropServices;
using FleetSim.Model;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Protocols;

namespace FleetSim.Contracts.Wire;

/// <summary>The name of one request.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.operation-id")]
internal struct OperationIdSurrogate
{
    [Id(0)] public ulong Value;
    [Id(1)] public uint Step;
}

[RegisterConverter]
internal sealed class OperationIdConverter : IConverter<OperationId, OperationIdSurrogate>
{
    public OperationId ConvertFromSurrogate(in OperationIdSurrogate wire) => new(wire.Value, wire.Step);

    public OperationIdSurrogate ConvertToSurrogate(in OperationId value) =>
        new() { Value = value.Value, Step = value.Step };
}

/// <summary>What a group answers.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.group-reply")]
internal struct GroupReplySurrogate
{
    [Id(0)] public Errno Errno;
    [Id(1)] public ulong Epoch;
    [Id(2)] public bool Warned;
    [Id(3)] public bool Panicked;
    [Id(4)] public ulong Version;
    [Id(5)] public int Value;
    [Id(6)] public GroupDma? Dma;
}

[RegisterConverter]
internal sealed class GroupReplyConverter : IConverter<GroupReply, GroupReplySurrogate>
{
    public GroupReply ConvertFromSurrogate(in GroupReplySurrogate wire) =>
        new(wire.Errno, wire.Epoch, wire.Warned, wire.Panicked, wire.Version, wire.Value, wire.Dma);

    public GroupReplySurrogate ConvertToSurrogate(in GroupReply value) => new()
    {
        Errno = value.Errno,
        Epoch = value.Epoch,
        Warned = value.Warned,
        Panicked = value.Panicked,
        Version = value.Version,
        Value = value.Value,
        Dma = value.Dma,
    };
}

/// <summary>What a container has to know of a group.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.group-dma")]
internal struct GroupDmaSurrogate
{
    [Id(0)] public string[]? Units;
    [Id(1)] public ReservedRegion[]? Reserved;
    [Id(2)] public ulong ApertureEnd;
    [Id(3)] public ulong PageSizes;
    [Id(4)] public uint EntryLimit;
}

[RegisterConverter]
internal sealed class GroupDmaConverter : IConverter<GroupDma, GroupDmaSurrogate>
{
    public GroupDma ConvertFromSurrogate(in GroupDmaSurrogate wire) => new(
        ImmutableCollectionsMarshal.AsImmutableArray(wire.Units),
        ImmutableCollectionsMarshal.AsImmutableArray(wire.Reserved),
        wire.ApertureEnd,
        wire.PageSizes,
        wire.EntryLimit);

    public GroupDmaSurrogate ConvertToSurrogate(in GroupDma value) => new()
    {
        Units = ImmutableCollectionsMarshal.AsArray(value.Units),
        Reserved = ImmutableCollectionsMarshal.AsArray(value.Reserved),
        ApertureEnd = value.ApertureEnd,
        PageSizes = value.PageSizes,
        EntryLimit = value.EntryLimit,
    };
}

/// <summary>IOVAs that a group reserves.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.reserved-region")]
internal struct ReservedRegionSurrogate
{
    [Id(0)] public ulong Start;
    [Id(1)] public ulong End;
    [Id(2)] public string Type;
}

[RegisterConverter]
internal sealed class ReservedRegionConverter : IConverter<ReservedRegion, ReservedRegionSurrogate>
{
    public ReservedRegion ConvertFromSurrogate(in ReservedRegionSurrogate wire) =>
        new(wire.Start, wire.End, wire.Type);

    public ReservedRegionSurrogate ConvertToSurrogate(in ReservedRegion value) =>
        new() { Start = value.Start, End = value.End, Type = value.Type };
}

/// <summary>A call of which the units are still being told.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.group-step")]
internal struct GroupStepSurrogate
{
    [Id(0)] public GroupCall Call;
    [Id(1)] public GroupState Next;
    [Id(2)] public GroupReply Reply;
    [Id(3)] public UnitOrder[]? Orders;
    [Id(4)] public int At;
}

[RegisterConverter]
internal sealed class GroupStepConverter : IConverter<GroupStep, GroupStepSurrogate>
{
    public GroupStep ConvertFromSurrogate(in GroupStepSurrogate wire) =>
        new(wire.Call, wire.Next, wire.Reply, ImmutableCollectionsMarshal.AsImmutableArray(wire.Orders), wire.At);

    public GroupStepSurrogate ConvertToSurrogate(in GroupStep value) => new()
    {
        Call = value.Call,
        Next = value.Next,
        Reply = value.Reply,
        Orders = ImmutableCollectionsMarshal.AsArray(value.Orders),
        At = value.At,
    };
}

/// <summary>All that a group keeps.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.group-record")]
internal struct GroupRecordSurrogate
{
    [Id(0)] public GroupState State;
    [Id(1)] public int Incarnation;
    [Id(2)] public GroupStep? Step;
    [Id(3)] public ulong Version;
}

[RegisterConverter]
internal sealed class GroupRecordConverter : IConverter<GroupRecord, GroupRecordSurrogate>
{
    public GroupRecord ConvertFromSurrogate(in GroupRecordSurrogate wire) =>
        new(wire.State, wire.Incarnation, wire.Step, wire.Version);

    public GroupRecordSurrogate ConvertToSurrogate(in GroupRecord value) => new()
    {
        State = value.State,
        Incarnation = value.Incarnation,
        Step = value.Step,
        Version = value.Version,
    };
}
