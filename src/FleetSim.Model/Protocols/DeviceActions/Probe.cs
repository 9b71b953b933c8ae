namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Writes the device to the bus's <c>drivers_probe</c>.</summary>
public sealed record Probe : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.Probe;
}
