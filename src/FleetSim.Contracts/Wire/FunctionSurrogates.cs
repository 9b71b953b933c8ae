using FleetSim.Model.Pci;

namespace FleetSim.Contracts.Wire;

/// <summary>One PCI function, whole: a plugged one is in no template that the receiver could look it up in.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.function")]
internal struct PciFunctionSurrogate
{
    [Id(0)] public PciAddress Address;
    [Id(1)] public ushort VendorId;
    [Id(2)] public ushort DeviceId;
    [Id(3)] public ushort SubsystemVendorId;
    [Id(4)] public ushort SubsystemDeviceId;
    [Id(5)] public uint ClassCode;
    [Id(6)] public byte Revision;
    [Id(7)] public byte HeaderType;
    [Id(8)] public bool MultifunctionBit;
    [Id(9)] public PciKind Kind;
    [Id(10)] public BridgeBuses? Buses;
    [Id(11)] public AcsCapability? Acs;
    [Id(12)] public bool HasAri;
    [Id(13)] public bool AriForwarding;
    [Id(14)] public bool HasAts;
    [Id(15)] public bool HasPri;
    [Id(16)] public byte? PasidBits;
    [Id(17)] public SriovCapability? Sriov;
    [Id(18)] public PciAddress? PhysicalFunction;
    [Id(19)] public PciAddress? RealDmaDevice;
    [Id(20)] public byte? FirmwareAlias;
    [Id(21)] public string? Unit;
    [Id(22)] public bool Untrusted;
    [Id(23)] public bool RequiresDirectMapping;
}

[RegisterConverter]
internal sealed class PciFunctionConverter : IConverter<PciFunction, PciFunctionSurrogate>
{
    public PciFunction ConvertFromSurrogate(in PciFunctionSurrogate wire) => new()
    {
        Address = wire.Address,
        VendorId = wire.VendorId,
        DeviceId = wire.DeviceId,
        SubsystemVendorId = wire.SubsystemVendorId,
        SubsystemDeviceId = wire.SubsystemDeviceId,
        ClassCode = wire.ClassCode,
        Revision = wire.Revision,
        HeaderType = wire.HeaderType,
        MultifunctionBit = wire.MultifunctionBit,
        Kind = wire.Kind,
        Buses = wire.Buses,
        Acs = wire.Acs,
        HasAri = wire.HasAri,
        AriForwarding = wire.AriForwarding,
        HasAts = wire.HasAts,
        HasPri = wire.HasPri,
        PasidBits = wire.PasidBits,
        Sriov = wire.Sriov,
        PhysicalFunction = wire.PhysicalFunction,
        RealDmaDevice = wire.RealDmaDevice,
        FirmwareAlias = wire.FirmwareAlias,
        Unit = wire.Unit,
        Untrusted = wire.Untrusted,
        RequiresDirectMapping = wire.RequiresDirectMapping,
    };

    public PciFunctionSurrogate ConvertToSurrogate(in PciFunction value) => new()
    {
        Address = value.Address,
        VendorId = value.VendorId,
        DeviceId = value.DeviceId,
        SubsystemVendorId = value.SubsystemVendorId,
        SubsystemDeviceId = value.SubsystemDeviceId,
        ClassCode = value.ClassCode,
        Revision = value.Revision,
        HeaderType = value.HeaderType,
        MultifunctionBit = value.MultifunctionBit,
        Kind = value.Kind,
        Buses = value.Buses,
        Acs = value.Acs,
        HasAri = value.HasAri,
        AriForwarding = value.AriForwarding,
        HasAts = value.HasAts,
        HasPri = value.HasPri,
        PasidBits = value.PasidBits,
        Sriov = value.Sriov,
        PhysicalFunction = value.PhysicalFunction,
        RealDmaDevice = value.RealDmaDevice,
        FirmwareAlias = value.FirmwareAlias,
        Unit = value.Unit,
        Untrusted = value.Untrusted,
        RequiresDirectMapping = value.RequiresDirectMapping,
    };
}
