namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Writes <c>driver_override</c>.</summary>
/// <param name="Driver">Null clears it.</param>
public sealed record SetOverride(string? Driver) : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.SetOverride;
}
