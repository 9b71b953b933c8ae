using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>The driver of a member attaches a private domain to it.</summary>
public sealed record AttachDevice(PciAddress Device, Domain Domain) : GroupAction, INamesDevice, INamesDomain
{
    public override GroupVerb Verb => GroupVerb.AttachDevice;
}
