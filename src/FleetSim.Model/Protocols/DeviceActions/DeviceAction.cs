namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>What a device is asked to do, with what that needs and nothing else.</summary>
public abstract record DeviceAction
{
    public abstract DeviceVerb Verb { get; }
}
