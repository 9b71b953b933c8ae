using FleetSim.Model.Pci;

namespace FleetSim.Contracts.Wire;

/// <summary>Bus numbers of a bridge.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.bridge-buses")]
internal struct BridgeBusesSurrogate
{
    [Id(0)] public byte Primary;
    [Id(1)] public byte Secondary;
    [Id(2)] public byte Subordinate;
}

[RegisterConverter]
internal sealed class BridgeBusesConverter : IConverter<BridgeBuses, BridgeBusesSurrogate>
{
    public BridgeBuses ConvertFromSurrogate(in BridgeBusesSurrogate wire) =>
        new(wire.Primary, wire.Secondary, wire.Subordinate);

    public BridgeBusesSurrogate ConvertToSurrogate(in BridgeBuses value) =>
        new() { Primary = value.Primary, Secondary = value.Secondary, Subordinate = value.Subordinate };
}

/// <summary>The registers of an ACS capability.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.acs")]
internal struct AcsCapabilitySurrogate
{
    [Id(0)] public uint CapabilityDword;
    [Id(1)] public uint ControlDword;
}

[RegisterConverter]
internal sealed class AcsCapabilityConverter : IConverter<AcsCapability, AcsCapabilitySurrogate>
{
    public AcsCapability ConvertFromSurrogate(in AcsCapabilitySurrogate wire) =>
        new(wire.CapabilityDword, wire.ControlDword);

    public AcsCapabilitySurrogate ConvertToSurrogate(in AcsCapability value) =>
        new() { CapabilityDword = value.CapabilityDword, ControlDword = value.ControlDword };
}

/// <summary>The fields of an SR-IOV capability.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.sriov")]
internal struct SriovCapabilitySurrogate
{
    [Id(0)] public ushort TotalVfs;
    [Id(1)] public ushort NumVfs;
    [Id(2)] public ushort FirstOffset;
    [Id(3)] public ushort Stride;
    [Id(4)] public ushort VfDeviceId;
}

[RegisterConverter]
internal sealed class SriovCapabilityConverter : IConverter<SriovCapability, SriovCapabilitySurrogate>
{
    public SriovCapability ConvertFromSurrogate(in SriovCapabilitySurrogate wire) =>
        new(wire.TotalVfs, wire.NumVfs, wire.FirstOffset, wire.Stride, wire.VfDeviceId);

    public SriovCapabilitySurrogate ConvertToSurrogate(in SriovCapability value) => new()
    {
        TotalVfs = value.TotalVfs,
        NumVfs = value.NumVfs,
        FirstOffset = value.FirstOffset,
        Stride = value.Stride,
        VfDeviceId = value.VfDeviceId,
    };
}
