namespace FleetSim.Model.Protocols;

/// <summary>What can be asked of a device.</summary>
public enum DeviceVerb : byte
{
    /// <summary>Registered at boot: drivers come when all devices are there.</summary>
    Register,
    Appear,
    Disappear,
    SetOverride,
    Bind,
    Unbind,
    Probe,
    AttachDevice,
    AttachGroup,
    Detach,
    Claim,
    Release,

    /// <summary>Changes nothing of the device; the answer tells whether its driver can.</summary>
    ConfigureVfs,
    OpenFile,
    CloseFile,
    ArmEvent,
    ReadEvent,
    DropEvent,
    Stop,
}
