namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Writes the device to a driver's <c>bind</c>.</summary>
public sealed record Bind(string Driver) : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.Bind;
}
