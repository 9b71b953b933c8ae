using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A user returns a claim that it made through a member.</summary>
public sealed record ReleaseDevice(PciAddress Device, OwnerCookie Owner)
    : GroupAction, INamesDevice, INamesOwner
{
    public override GroupVerb Verb => GroupVerb.ReleaseDevice;
}
