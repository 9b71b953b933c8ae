using FleetSim.Model.Drivers;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A driver is about to bind to a member.</summary>
public sealed record Bind(PciAddress Device, Driver Driver) : GroupAction, INamesDevice
{
    public override GroupVerb Verb => GroupVerb.Bind;
}
