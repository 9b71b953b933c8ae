namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>Something above the device is about to be removed: its driver is unbound.</summary>
public sealed record Stop : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.Stop;
}
