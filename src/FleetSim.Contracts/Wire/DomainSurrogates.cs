using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Contracts.Wire;

/// <summary>What a host's IOMMU decides for all its groups.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.host-iommu")]
internal struct HostIommuSurrogate
{
    [Id(0)] public IommuKind Kind;
    [Id(1)] public DefaultDomainType GlobalDefault;
    [Id(2)] public DefaultDomainType? FixedDefault;
    [Id(3)] public int? Width;
    [Id(4)] public uint? DmaEntries;
}

[RegisterConverter]
internal sealed class HostIommuConverter : IConverter<HostIommu, HostIommuSurrogate>
{
    public HostIommu ConvertFromSurrogate(in HostIommuSurrogate wire) =>
        new(wire.Kind, wire.GlobalDefault, wire.FixedDefault, wire.Width, wire.DmaEntries);

    public HostIommuSurrogate ConvertToSurrogate(in HostIommu value) => new()
    {
        Kind = value.Kind,
        GlobalDefault = value.GlobalDefault,
        FixedDefault = value.FixedDefault,
        Width = value.Width,
        DmaEntries = value.DmaEntries,
    };
}

/// <summary>What a member asks of its group's default domain.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.domain-demand")]
internal struct DomainDemandSurrogate
{
    [Id(0)] public bool Untrusted;
    [Id(1)] public DefaultDomainType? DriverPreference;
}

[RegisterConverter]
internal sealed class DomainDemandConverter : IConverter<DomainDemand, DomainDemandSurrogate>
{
    public DomainDemand ConvertFromSurrogate(in DomainDemandSurrogate wire) =>
        new(wire.Untrusted, wire.DriverPreference);

    public DomainDemandSurrogate ConvertToSurrogate(in DomainDemand value) =>
        new() { Untrusted = value.Untrusted, DriverPreference = value.DriverPreference };
}
