namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Its user wants to hear when the device is asked for.</summary>
public sealed record ArmEvent : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.ArmEvent;
}
