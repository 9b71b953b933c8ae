using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>The driver of a member detaches what it attached to it.</summary>
public sealed record DetachDevice(PciAddress Device, Domain Domain) : GroupAction, INamesDevice, INamesDomain
{
    public override GroupVerb Verb => GroupVerb.DetachDevice;
}
