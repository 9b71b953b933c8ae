namespace FleetSim.Model.Protocols;

/// <summary>What can be asked of a group.</summary>
public enum GroupVerb : byte
{
    Join,
    Leave,
    Bind,
    Unbind,
    ClaimGroup,
    ReleaseGroup,
    ClaimDevice,
    ReleaseDevice,
    AttachDevice,
    DetachDevice,
    AttachGroup,
    DetachGroup,
    AttachPasid,
    DetachPasid,
    OpenVfio,
    CloseVfio,
    VfioStatus,
    SetContainer,
    UnsetContainer,
    OpenDevice,
    CloseDevice,
    SetType,
    AttachIommu,
    DetachIommu,
    Reattach,
}
