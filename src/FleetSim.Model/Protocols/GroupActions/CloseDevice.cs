using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A user closes the file of a member.</summary>
public sealed record CloseDevice(PciAddress Device) : GroupAction, INamesDevice
{
    public override GroupVerb Verb => GroupVerb.CloseDevice;
}
