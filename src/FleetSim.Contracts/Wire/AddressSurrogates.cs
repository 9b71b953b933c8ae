using FleetSim.Model.Pci;

namespace FleetSim.Contracts.Wire;

/// <summary>Where a function sits.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.address")]
internal struct PciAddressSurrogate
{
    [Id(0)] public uint Segment;

    [Id(1)] public ushort Rid;
}

[RegisterConverter]
internal sealed class PciAddressConverter : IConverter<PciAddress, PciAddressSurrogate>
{
    public PciAddress ConvertFromSurrogate(in PciAddressSurrogate wire)
    {
        var rid = new Rid(wire.Rid);
        return new PciAddress(wire.Segment, rid.Bus, rid.Devfn);
    }

    public PciAddressSurrogate ConvertToSurrogate(in PciAddress value) =>
        new() { Segment = value.Segment, Rid = value.Rid.Value };
}

/// <summary>A requester id.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.rid")]
internal struct RidSurrogate
{
    [Id(0)] public ushort Value;
}

[RegisterConverter]
internal sealed class RidConverter : IConverter<Rid, RidSurrogate>
{
    public Rid ConvertFromSurrogate(in RidSurrogate wire) => new(wire.Value);

    public RidSurrogate ConvertToSurrogate(in Rid value) => new() { Value = value.Value };
}
