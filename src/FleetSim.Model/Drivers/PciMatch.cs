using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Drivers;

/// <summary>One row of a driver's id table; what is null matches anything.</summary>
/// <param name="VendorId">Vendor id.</param>
/// <param name="DeviceId">Device id.</param>
/// <param name="ClassCode">Class code, compared under <paramref name="ClassMask"/>.</param>
/// <param name="Kinds">Kinds of function the driver's probe takes; null for all.</param>
public sealed record PciMatch(
    ushort? VendorId = null,
    ushort? DeviceId = null,
    uint? ClassCode = null,
    uint ClassMask = 0xffffff,
    ImmutableArray<PciKind>? Kinds = null)
{
    public bool Covers(PciFunction function) =>
        (VendorId is null || VendorId == function.VendorId)
        && (DeviceId is null || DeviceId == function.DeviceId)
        && (ClassCode is null || ((ClassCode ^ function.ClassCode) & ClassMask) == 0)
        && (Kinds is not { } kinds || kinds.Contains(function.Kind));
}
