using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>The driver of a member detaches what it attached to the whole group.</summary>
public sealed record DetachGroup(PciAddress Device) : GroupAction, INamesDevice
{
    public override GroupVerb Verb => GroupVerb.DetachGroup;
}
