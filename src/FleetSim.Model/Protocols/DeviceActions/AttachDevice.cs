using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Its driver attaches a private domain to it.</summary>
public sealed record AttachDevice(Domain Domain) : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.AttachDevice;
}
