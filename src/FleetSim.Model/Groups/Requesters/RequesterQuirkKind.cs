namespace FleetSim.Model.Groups.Requesters;

/// <summary>In which way a device's requester ids differ from what its config space says.</summary>
internal enum RequesterQuirkKind
{
    None,

    /// <summary>Sends as function 0 of its slot.</summary>
    AsFunction0,

    /// <summary>Sends as function 1 of its slot, even when there is none.</summary>
    AsFunction1,

    /// <summary>
    /// The DMA engine of Adaptec 3405 and 3805 is a hidden device at 01.0; decided by subsystem ids too.
    /// </summary>
    AdaptecRaid,

    /// <summary>Xeon Phi x200 forwards under 10.0, 11.0 and 12.3.</summary>
    XeonPhi,

    /// <summary>Intel VCA forwards under functions 0 to 4 of every slot.</summary>
    VisualComputeAccelerator,

    /// <summary>A PCIe-to-PCI bridge without a PCIe capability.</summary>
    HiddenPcieBridge,

    /// <summary>A bridge at which the translation unit sits.</summary>
    TranslationRoot,
}
