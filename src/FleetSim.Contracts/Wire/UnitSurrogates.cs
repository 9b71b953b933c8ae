using System.Runtime.InteropServices;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Contracts.Wire;

/// <summary>What a unit is told. No <see cref="Attach"/> means the whole group, an empty one means nobody.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.unit-call")]
internal struct UnitCallSurrogate
{
    [Id(0)] public int Group;
    [Id(1)] public Domain Domain;
    [Id(2)] public RidAttachment[]? Attach;
    [Id(3)] public Rid[]? Detach;
    [Id(4)] public DefaultDomainType? Type;
    [Id(5)] public bool IsComplete;
    [Id(6)] public bool HasIsaBridge;
}

[RegisterConverter]
internal sealed class UnitCallConverter : IConverter<UnitCall, UnitCallSurrogate>
{
    public UnitCall ConvertFromSurrogate(in UnitCallSurrogate wire) => new(
        wire.Group,
        wire.Domain,
        ImmutableCollectionsMarshal.AsImmutableArray(wire.Attach),
        ImmutableCollectionsMarshal.AsImmutableArray(wire.Detach))
    {
        Type = wire.Type,
        IsComplete = wire.IsComplete,
        HasIsaBridge = wire.HasIsaBridge,
    };

    public UnitCallSurrogate ConvertToSurrogate(in UnitCall value) => new()
    {
        Group = value.Group,
        Domain = value.Domain,
        Attach = ImmutableCollectionsMarshal.AsArray(value.Attach),
        Detach = ImmutableCollectionsMarshal.AsArray(value.Detach),
        Type = value.Type,
        IsComplete = value.IsComplete,
        HasIsaBridge = value.HasIsaBridge,
    };
}

/// <summary>An order and the unit it is for.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.unit-order")]
internal struct UnitOrderSurrogate
{
    [Id(0)] public string Unit;
    [Id(1)] public UnitCall Call;
}

[RegisterConverter]
internal sealed class UnitOrderConverter : IConverter<UnitOrder, UnitOrderSurrogate>
{
    public UnitOrder ConvertFromSurrogate(in UnitOrderSurrogate wire) => new(wire.Unit, wire.Call);

    public UnitOrderSurrogate ConvertToSurrogate(in UnitOrder value) => new() { Unit = value.Unit, Call = value.Call };
}

/// <summary>What a unit answers.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.unit-reply")]
internal struct UnitReplySurrogate
{
    [Id(0)] public int Programmed;
    [Id(1)] public bool Unknown;
}

[RegisterConverter]
internal sealed class UnitReplyConverter : IConverter<UnitReply, UnitReplySurrogate>
{
    public UnitReply ConvertFromSurrogate(in UnitReplySurrogate wire) => new(wire.Programmed, wire.Unknown);

    public UnitReplySurrogate ConvertToSurrogate(in UnitReply value) =>
        new() { Programmed = value.Programmed, Unknown = value.Unknown };
}

/// <summary>All attachments of a unit, by group number.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.unit-state")]
internal struct UnitStateSurrogate
{
    [Id(0)] public RidAttachment[]?[]? Groups;
    [Id(1)] public DefaultDomainType?[]? Types;
    [Id(2)] public int[]? IsaGroups;
}

[RegisterConverter]
internal sealed class UnitStateConverter : IConverter<UnitState, UnitStateSurrogate>
{
    public UnitState ConvertFromSurrogate(in UnitStateSurrogate wire) => new()
    {
        Groups = wire.Groups is null ? default : [.. wire.Groups.Select(ImmutableCollectionsMarshal.AsImmutableArray)],
        Types = ImmutableCollectionsMarshal.AsImmutableArray(wire.Types),
        IsaGroups = ImmutableCollectionsMarshal.AsImmutableArray(wire.IsaGroups),
    };

    public UnitStateSurrogate ConvertToSurrogate(in UnitState value) => new()
    {
        Groups = value.Groups.IsDefault ? null : [.. value.Groups.Select(ImmutableCollectionsMarshal.AsArray)],
        Types = ImmutableCollectionsMarshal.AsArray(value.Types),
        IsaGroups = ImmutableCollectionsMarshal.AsArray(value.IsaGroups),
    };
}
