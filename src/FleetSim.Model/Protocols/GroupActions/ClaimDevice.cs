using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A user claims the group through one member.</summary>
public sealed record ClaimDevice(PciAddress Device, OwnerCookie Owner) : GroupAction, INamesDevice, INamesOwner
{
    public override GroupVerb Verb => GroupVerb.ClaimDevice;
}
