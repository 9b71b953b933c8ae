using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Groups;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;

namespace FleetSim.Contracts.Wire;

/// <summary>One life of a group.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.group-key")]
internal struct GroupKeySurrogate
{
    [Id(0)] public int Id;
    [Id(1)] public int Incarnation;
}

[RegisterConverter]
internal sealed class GroupKeyConverter : IConverter<GroupKey, GroupKeySurrogate>
{
    public GroupKey ConvertFromSurrogate(in GroupKeySurrogate wire) => new(wire.Id, wire.Incarnation);

    public GroupKeySurrogate ConvertToSurrogate(in GroupKey value) =>
        new() { Id = value.Id, Incarnation = value.Incarnation };
}

/// <summary>A device in its group.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.group-member")]
internal struct GroupMemberSurrogate
{
    [Id(0)] public PciAddress Device;
    [Id(1)] public Rid[]? Rids;
    [Id(2)] public string Unit;
    [Id(3)] public bool IsBridge;
    [Id(4)] public bool RequiresDirectMapping;
    [Id(5)] public uint PasidLimit;
    [Id(6)] public Driver? Driver;
    [Id(7)] public Domain Attached;
    [Id(8)] public int Claims;
    [Id(9)] public DomainDemand Demand;
    [Id(10)] public bool IsIsaBridge;
}

[RegisterConverter]
internal sealed class GroupMemberConverter : IConverter<GroupMember, GroupMemberSurrogate>
{
    public GroupMember ConvertFromSurrogate(in GroupMemberSurrogate wire) => new()
    {
        Device = wire.Device,
        Rids = ImmutableCollectionsMarshal.AsImmutableArray(wire.Rids),
        Unit = wire.Unit,
        IsBridge = wire.IsBridge,
        RequiresDirectMapping = wire.RequiresDirectMapping,
        PasidLimit = wire.PasidLimit,
        Driver = wire.Driver,
        Attached = wire.Attached,
        Claims = wire.Claims,
        Demand = wire.Demand,
        IsIsaBridge = wire.IsIsaBridge,
    };

    public GroupMemberSurrogate ConvertToSurrogate(in GroupMember value) => new()
    {
        Device = value.Device,
        Rids = ImmutableCollectionsMarshal.AsArray(value.Rids),
        Unit = value.Unit,
        IsBridge = value.IsBridge,
        RequiresDirectMapping = value.RequiresDirectMapping,
        PasidLimit = value.PasidLimit,
        Driver = value.Driver,
        Attached = value.Attached,
        Claims = value.Claims,
        Demand = value.Demand,
        IsIsaBridge = value.IsIsaBridge,
    };
}

/// <summary>One group: what can be observed of it, and what its policy remembers.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.group-state")]
internal struct GroupStateSurrogate
{
    [Id(0)] public GroupMember[]? Members;
    [Id(1)] public Domain Domain;
    [Id(2)] public RidAttachment[]? Strays;
    [Id(3)] public OwnerCookie Claimant;
    [Id(4)] public int GroupClaims;
    [Id(5)] public DefaultDomainType? Type;
    [Id(6)] public OwnerKind Kind;
    [Id(7)] public OwnerCookie Owner;
    [Id(8)] public int Count;
    [Id(9)] public bool BlockingAllocated;
    [Id(10)] public ImmutableSortedDictionary<uint, Domain>? Pasids;
    [Id(11)] public ulong Epoch;
    [Id(12)] public HostIommu? Iommu;
    [Id(13)] public VfioGroupFile? Vfio;
}

[RegisterConverter]
internal sealed class GroupStateConverter : IConverter<GroupState, GroupStateSurrogate>
{
    public GroupState ConvertFromSurrogate(in GroupStateSurrogate wire) => new()
    {
        Members = ImmutableCollectionsMarshal.AsImmutableArray(wire.Members),
        Domain = wire.Domain,
        Strays = ImmutableCollectionsMarshal.AsImmutableArray(wire.Strays),
        Claimant = wire.Claimant,
        GroupClaims = wire.GroupClaims,
        Type = wire.Type,
        Kind = wire.Kind,
        Owner = wire.Owner,
        Count = wire.Count,
        BlockingAllocated = wire.BlockingAllocated,
        Pasids = wire.Pasids,
        Epoch = wire.Epoch,
        Iommu = wire.Iommu,
        Vfio = wire.Vfio,
    };

    public GroupStateSurrogate ConvertToSurrogate(in GroupState value) => new()
    {
        Members = ImmutableCollectionsMarshal.AsArray(value.Members),
        Domain = value.Domain,
        Strays = ImmutableCollectionsMarshal.AsArray(value.Strays),
        Claimant = value.Claimant,
        GroupClaims = value.GroupClaims,
        Type = value.Type,
        Kind = value.Kind,
        Owner = value.Owner,
        Count = value.Count,
        BlockingAllocated = value.BlockingAllocated,
        Pasids = value.Pasids,
        Epoch = value.Epoch,
        Iommu = value.Iommu,
        Vfio = value.Vfio,
    };
}
