using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Contracts.Wire;

/// <summary>A user context.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.owner")]
internal struct OwnerCookieSurrogate
{
    [Id(0)] public ulong Value;
}

[RegisterConverter]
internal sealed class OwnerCookieConverter : IConverter<OwnerCookie, OwnerCookieSurrogate>
{
    public OwnerCookie ConvertFromSurrogate(in OwnerCookieSurrogate wire) => new(wire.Value);

    public OwnerCookieSurrogate ConvertToSurrogate(in OwnerCookie value) => new() { Value = value.Value };
}

/// <summary>An address space.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.domain")]
internal struct DomainSurrogate
{
    [Id(0)] public DomainKind Kind;
    [Id(1)] public uint Id;
    [Id(2)] public OwnerCookie User;
}

[RegisterConverter]
internal sealed class DomainConverter : IConverter<Domain, DomainSurrogate>
{
    public Domain ConvertFromSurrogate(in DomainSurrogate wire) => new(wire.Kind, wire.Id, wire.User);

    public DomainSurrogate ConvertToSurrogate(in Domain value) =>
        new() { Kind = value.Kind, Id = value.Id, User = value.User };
}

/// <summary>Where one requester id is attached.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.attachment")]
internal struct RidAttachmentSurrogate
{
    [Id(0)] public Rid Rid;
    [Id(1)] public Domain Domain;
}

[RegisterConverter]
internal sealed class RidAttachmentConverter : IConverter<RidAttachment, RidAttachmentSurrogate>
{
    public RidAttachment ConvertFromSurrogate(in RidAttachmentSurrogate wire) => new(wire.Rid, wire.Domain);

    public RidAttachmentSurrogate ConvertToSurrogate(in RidAttachment value) =>
        new() { Rid = value.Rid, Domain = value.Domain };
}
