using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>The device is registered and joins its group.</summary>
/// <param name="Membership">Null for a device without a group.</param>
/// <param name="IsOffered">It is offered to its driver; false at boot: drivers come when all devices are there.</param>
public sealed record Appear(PciFunction Function, Membership? Membership, bool IsOffered) : DeviceAction
{
    public override DeviceVerb Verb => IsOffered ? DeviceVerb.Appear : DeviceVerb.Register;
}
