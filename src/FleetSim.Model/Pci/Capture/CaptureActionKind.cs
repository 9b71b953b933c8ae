namespace FleetSim.Model.Pci.Capture;

/// <summary>How a recorded host was changed.</summary>
public enum CaptureActionKind
{
    /// <summary>A shell command in the guest.</summary>
    Shell,

    /// <summary>The hypervisor plugs a device.</summary>
    Add,

    /// <summary>The hypervisor unplugs one.</summary>
    Delete,
}
