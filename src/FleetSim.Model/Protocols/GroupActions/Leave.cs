using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A device leaves.</summary>
public sealed record Leave(PciAddress Device) : GroupAction, INamesDevice
{
    public override GroupVerb Verb => GroupVerb.Leave;
}
