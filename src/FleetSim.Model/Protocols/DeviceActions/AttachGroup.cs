using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Its driver attaches a private domain to its whole group.</summary>
public sealed record AttachGroup(Domain Domain) : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.AttachGroup;
}
