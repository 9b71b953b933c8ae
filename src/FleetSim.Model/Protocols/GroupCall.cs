using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols;

/// <summary>A request to a group, as data: what a grain receives, what a trace shows, what the explorer
/// interleaves.</summary>
/// <remarks>Which fields count is told by the factory of each verb.</remarks>
public sealed record GroupCall
{
    public required GroupVerb Verb { get; init; }

    public OperationId Id { get; init; }

    /// <summary>The life of the group that is meant (numbers are reused); 0 for whichever lives now.</summary>
    public int Incarnation { get; init; }

    /// <summary>The epoch a user's claim was granted in; 0 for callers that the kernel trusts. A later epoch makes the
    /// call late.</summary>
    public ulong Epoch { get; init; }

    public PciAddress? Device { get; init; }

    public OwnerCookie Owner { get; init; }

    public Domain Domain { get; init; }

    public uint Pasid { get; init; }

    public Driver? Driver { get; init; }

    public GroupMember? Member { get; init; }

    /// <summary>Type of the default domain, for a newcomer that forms the group.</summary>
    public DefaultDomainType? Type { get; init; }

    /// <summary>The host's IOMMU, for a newcomer that forms the group.</summary>
    public HostIommu? Iommu { get; init; }

    /// <summary>Of VFIO calls: the epoch in which the group file was opened.</summary>
    public ulong Opened { get; init; }

    /// <summary>Of a device's opening: its container has an IOMMU set.</summary>
    public bool HasIommu { get; init; }

    /// <summary>Of a device's opening: its unbind waits for its user already.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>What is written to the group's <c>type</c>.</summary>
    public string? Word { get; init; }

    public static GroupCall Join(
        GroupMember newcomer, int incarnation, DefaultDomainType? type = null, HostIommu? iommu = null) => new()
        {
            Verb = GroupVerb.Join,
            Device = newcomer.Device,
            Member = newcomer,
            Incarnation = incarnation,
            Type = type,
            Iommu = iommu,
        };

    public static GroupCall Leave(PciAddress device) => new() { Verb = GroupVerb.Leave, Device = device };

    public static GroupCall Bind(PciAddress device, Driver driver) =>
        new() { Verb = GroupVerb.Bind, Device = device, Driver = driver };

    public static GroupCall Unbind(PciAddress device) => new() { Verb = GroupVerb.Unbind, Device = device };

    public static GroupCall ClaimGroup(OwnerCookie owner) => new() { Verb = GroupVerb.ClaimGroup, Owner = owner };

    public static GroupCall ReleaseGroup(OwnerCookie owner, ulong epoch = 0) =>
        new() { Verb = GroupVerb.ReleaseGroup, Owner = owner, Epoch = epoch };

    public static GroupCall ClaimDevice(PciAddress device, OwnerCookie owner) =>
        new() { Verb = GroupVerb.ClaimDevice, Device = device, Owner = owner };

    public static GroupCall ReleaseDevice(PciAddress device, OwnerCookie owner, ulong epoch = 0) =>
        new() { Verb = GroupVerb.ReleaseDevice, Device = device, Owner = owner, Epoch = epoch };

    /// <summary>The driver of a device attaches a private domain to it.</summary>
    public static GroupCall AttachDevice(PciAddress device, Domain domain) =>
        new() { Verb = GroupVerb.AttachDevice, Device = device, Domain = domain };

    public static GroupCall DetachDevice(PciAddress device, Domain domain) =>
        new() { Verb = GroupVerb.DetachDevice, Device = device, Domain = domain };

    /// <summary>The driver of a device attaches a private domain to the device's whole group.</summary>
    public static GroupCall AttachGroup(PciAddress device, Domain domain) =>
        new() { Verb = GroupVerb.AttachGroup, Device = device, Domain = domain };

    public static GroupCall DetachGroup(PciAddress device) => new() { Verb = GroupVerb.DetachGroup, Device = device };

    /// <summary>A user attaches its domain to the group it claimed.</summary>
    public static GroupCall AttachGroup(OwnerCookie owner, Domain domain, ulong epoch = 0) =>
        new() { Verb = GroupVerb.AttachGroup, Owner = owner, Domain = domain, Epoch = epoch };

    public static GroupCall DetachGroup(OwnerCookie owner, ulong epoch = 0) =>
        new() { Verb = GroupVerb.DetachGroup, Owner = owner, Epoch = epoch };

    public static GroupCall AttachPasid(uint pasid, Domain domain) =>
        new() { Verb = GroupVerb.AttachPasid, Pasid = pasid, Domain = domain };

    public static GroupCall DetachPasid(uint pasid) => new() { Verb = GroupVerb.DetachPasid, Pasid = pasid };

    /// <summary>A user opens <c>/dev/vfio/N</c>; the answer's epoch names the opening.</summary>
    public static GroupCall OpenVfio() => new() { Verb = GroupVerb.OpenVfio };

    public static GroupCall CloseVfio(ulong opened) => new() { Verb = GroupVerb.CloseVfio, Opened = opened };

    public static GroupCall VfioStatus(ulong opened) => new() { Verb = GroupVerb.VfioStatus, Opened = opened };

    /// <param name="owner">Whose container; none for a file that is no container.</param>
    public static GroupCall SetContainer(ulong opened, OwnerCookie owner) =>
        new() { Verb = GroupVerb.SetContainer, Opened = opened, Owner = owner };

    /// <summary>SET_IOMMU: the group is attached to its container's domain.</summary>
    public static GroupCall AttachIommu(ulong opened, OwnerCookie owner, Domain domain) =>
        new() { Verb = GroupVerb.AttachIommu, Opened = opened, Owner = owner, Domain = domain };

    /// <summary>SET_IOMMU has failed for another group of the container: this one is detached again.</summary>
    public static GroupCall DetachIommu(ulong opened, OwnerCookie owner) =>
        new() { Verb = GroupVerb.DetachIommu, Opened = opened, Owner = owner };

    public static GroupCall UnsetContainer(ulong opened) => new() { Verb = GroupVerb.UnsetContainer, Opened = opened };

    public static GroupCall OpenDevice(PciAddress device, ulong opened, bool hasIommu, bool isLeaving) => new()
    {
        Verb = GroupVerb.OpenDevice,
        Device = device,
        Opened = opened,
        HasIommu = hasIommu,
        IsLeaving = isLeaving,
    };

    public static GroupCall CloseDevice(PciAddress device) => new() { Verb = GroupVerb.CloseDevice, Device = device };

    /// <summary>Writes <c>/sys/kernel/iommu_groups/N/type</c>.</summary>
    public static GroupCall SetType(string word) => new() { Verb = GroupVerb.SetType, Word = word };

    /// <summary>A unit does not know the group's requester ids, or has lost them: it is told them once more.</summary>
    public static GroupCall Reattach() => new() { Verb = GroupVerb.Reattach };

    public override string ToString()
    {
        var words = new List<string> { Verb.ToString() };
        if (Device is { } device)
        {
            words.Add(device.ToString());
        }

        if (Driver is not null)
        {
            words.Add(Driver.Name);
        }

        if (!Owner.IsNone)
        {
            words.Add($"by {Owner}");
        }

        if (Domain.Kind != DomainKind.None)
        {
            words.Add($"domain {Domain}");
        }

        return string.Join(' ', words);
    }
}

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
