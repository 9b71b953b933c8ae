using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>A user claims its group through it.</summary>
public sealed record Claim(OwnerCookie Owner) : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.Claim;
}
