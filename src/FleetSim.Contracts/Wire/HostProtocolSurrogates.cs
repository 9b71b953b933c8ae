using System.Runtime.InteropServices;
using FleetSim.Model;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Contracts.Wire;

/// <summary>A request to a host.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.host-call")]
internal struct HostCallSurrogate
{
    [Id(0)] public HostVerb Verb;
    [Id(1)] public OperationId Id;
    [Id(2)] public PciFunction[]? Functions;
    [Id(3)] public PciAddress[]? Devices;
    [Id(4)] public int Count;
}

[RegisterConverter]
internal sealed class HostCallConverter : IConverter<HostCall, HostCallSurrogate>
{
    public HostCall ConvertFromSurrogate(in HostCallSurrogate wire) => new()
    {
        Verb = wire.Verb,
        Id = wire.Id,
        Functions = ImmutableCollectionsMarshal.AsImmutableArray(wire.Functions),
        Devices = ImmutableCollectionsMarshal.AsImmutableArray(wire.Devices),
        Count = wire.Count,
    };

    public HostCallSurrogate ConvertToSurrogate(in HostCall value) => new()
    {
        Verb = value.Verb,
        Id = value.Id,
        Functions = ImmutableCollectionsMarshal.AsArray(value.Functions),
        Devices = ImmutableCollectionsMarshal.AsArray(value.Devices),
        Count = value.Count,
    };
}

/// <summary>What a host answers.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.host-reply")]
internal struct HostReplySurrogate
{
    [Id(0)] public Errno Errno;
    [Id(1)] public int Added;
    [Id(2)] public int Removed;
    [Id(3)] public int Bound;
    [Id(4)] public int BindsRefused;
    [Id(5)] public Errno LastBindRefusal;
    [Id(6)] public int Ungrouped;
    [Id(7)] public bool Warned;
    [Id(8)] public bool Panicked;
    [Id(9)] public bool Blocked;
}

[RegisterConverter]
internal sealed class HostReplyConverter : IConverter<HostReply, HostReplySurrogate>
{
    public HostReply ConvertFromSurrogate(in HostReplySurrogate wire) => new(
        wire.Errno,
        wire.Added,
        wire.Removed,
        wire.Bound,
        wire.BindsRefused,
        wire.LastBindRefusal,
        wire.Ungrouped,
        wire.Warned,
        wire.Panicked,
        wire.Blocked);

    public HostReplySurrogate ConvertToSurrogate(in HostReply value) => new()
    {
        Errno = value.Errno,
        Added = value.Added,
        Removed = value.Removed,
        Bound = value.Bound,
        BindsRefused = value.BindsRefused,
        LastBindRefusal = value.LastBindRefusal,
        Ungrouped = value.Ungrouped,
        Warned = value.Warned,
        Panicked = value.Panicked,
        Blocked = value.Blocked,
    };
}
