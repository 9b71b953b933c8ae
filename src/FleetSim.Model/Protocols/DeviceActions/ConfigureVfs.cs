namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Its driver is asked to enable or disable virtual functions.</summary>
public sealed record ConfigureVfs : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.ConfigureVfs;
}
