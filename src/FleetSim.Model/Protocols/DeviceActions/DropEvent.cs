namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>The eventfd is closed.</summary>
/// <param name="Event">Number of the eventfd.</param>
public sealed record DropEvent(int Event) : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.DropEvent;
}
