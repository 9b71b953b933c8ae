namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>How often was the device asked for since the last read?</summary>
/// <param name="Event">Number of the eventfd.</param>
public sealed record ReadEvent(int Event) : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.ReadEvent;
}
