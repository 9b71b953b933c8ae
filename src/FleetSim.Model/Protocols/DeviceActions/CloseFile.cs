namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>A user closes one of its files.</summary>
public sealed record CloseFile : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.CloseFile;
}
