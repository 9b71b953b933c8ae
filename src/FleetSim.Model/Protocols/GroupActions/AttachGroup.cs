using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>The driver of a member attaches a private domain to the whole group.</summary>
public sealed record AttachGroup(PciAddress Device, Domain Domain) : GroupAction, INamesDevice, INamesDomain
{
    public override GroupVerb Verb => GroupVerb.AttachGroup;
}
