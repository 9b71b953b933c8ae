namespace FleetSim.Verification.Exploration.Programs;

/// <summary>What an actor of an explored program can do.</summary>
public enum OperationKind : byte
{
    /// <summary>The platform plugs what belongs in a slot.</summary>
    Plug,

    /// <summary>The platform takes what is in a slot away.</summary>
    Unplug,

    /// <summary>Writes a device's <c>remove</c>.</summary>
    Remove,

    /// <summary>Writes the bus's <c>rescan</c>.</summary>
    Rescan,

    /// <summary>Writes a device's <c>driver_override</c>.</summary>
    Override,

    /// <summary>Writes a device to a driver's <c>bind</c>.</summary>
    Bind,

    /// <summary>Writes a device to its driver's <c>unbind</c>.</summary>
    Unbind,

    /// <summary>Writes a device to <c>drivers_probe</c>.</summary>
    Probe,

    /// <summary>The device's driver attaches a private domain with <c>iommu_attach_device</c>.</summary>
    AttachDevice,

    /// <summary>The device's driver attaches a private domain with <c>iommu_attach_group</c>.</summary>
    AttachGroup,

    /// <summary>The device's driver detaches what it attached.</summary>
    Detach,

    /// <summary>A user claims the group of a device.</summary>
    Claim,

    /// <summary>A user claims the group through a device; such claims nest.</summary>
    ClaimDevice,

    /// <summary>A user returns its latest claim of a device or its group. Skipped when it has none.</summary>
    Release,

    /// <summary>A user attaches its own domain to the group it claimed. Skipped when it has not.</summary>
    UserAttach,

    /// <summary>A user detaches its domain from the group it claimed. Skipped when it has not attached it.</summary>
    UserDetach,

    /// <summary>The device does DMA as whoever drives it expects: a kernel driver, or the actor as a user.</summary>
    Dma,
}
