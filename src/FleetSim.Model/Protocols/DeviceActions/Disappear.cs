namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>The device is unbound, leaves its group and is forgotten.</summary>
public sealed record Disappear : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.Disappear;
}
