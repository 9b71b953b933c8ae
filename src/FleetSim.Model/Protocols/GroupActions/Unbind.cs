using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>The driver of a member has unbound.</summary>
public sealed record Unbind(PciAddress Device) : GroupAction, INamesDevice
{
    public override GroupVerb Verb => GroupVerb.Unbind;
}
