namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Writes the device to its driver's <c>unbind</c>.</summary>
public sealed record Unbind : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.Unbind;
}
