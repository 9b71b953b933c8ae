namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Its driver detaches what it attached.</summary>
public sealed record Detach : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.Detach;
}
