using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols.GroupActions;

namespace FleetSim.Model.Protocols;

/// <summary>A request to a group, as data: what a grain receives, what a trace shows, what the explorer
/// interleaves.</summary>
/// <param name="Action">What is asked.</param>
public sealed record GroupCall(GroupAction Action)
{
    public GroupVerb Verb => Action.Verb;

    public OperationId Id { get; init; }

    /// <summary>The life of the group that is meant (numbers are reused); 0 for whichever lives now.</summary>
    public int Incarnation { get; init; }

    /// <summary>The epoch a user's claim was granted in; 0 for callers that the kernel trusts. A later epoch makes the
    /// call late.</summary>
    public ulong Epoch { get; init; }

    /// <summary>The device that the action names; null for one to the whole group.</summary>
    public PciAddress? Device => Action is INamesDevice { Device: var device } ? device : null;

    /// <summary>The user that the action names, or none.</summary>
    public OwnerCookie Owner => Action is INamesOwner { Owner: var owner } ? owner : OwnerCookie.None;

    /// <summary>The domain that the action names, or none.</summary>
    public Domain Domain => Action is INamesDomain { Domain: var domain } ? domain : Domain.None;

    public static GroupCall Join(
        GroupMember newcomer, int incarnation, DefaultDomainType? type = null, HostIommu? iommu = null) =>
        new(new Join(newcomer, type, iommu)) { Incarnation = incarnation };

    public static GroupCall Leave(PciAddress device) => new(new Leave(device));

    public static GroupCall Bind(PciAddress device, Driver driver) => new(new Bind(device, driver));

    public static GroupCall Unbind(PciAddress device) => new(new Unbind(device));

    public static GroupCall ClaimGroup(OwnerCookie owner) => new(new ClaimGroup(owner));

    public static GroupCall ReleaseGroup(OwnerCookie owner, ulong epoch = 0) =>
        new(new ReleaseGroup(owner)) { Epoch = epoch };

    public static GroupCall ClaimDevice(PciAddress device, OwnerCookie owner) => new(new ClaimDevice(device, owner));

    public static GroupCall ReleaseDevice(PciAddress device, OwnerCookie owner, ulong epoch = 0) =>
        new(new ReleaseDevice(device, owner)) { Epoch = epoch };

    /// <summary>The driver of a device attaches a private domain to it.</summary>
    public static GroupCall AttachDevice(PciAddress device, Domain domain) => new(new AttachDevice(device, domain));

    public static GroupCall DetachDevice(PciAddress device, Domain domain) => new(new DetachDevice(device, domain));

    /// <summary>The driver of a device attaches a private domain to the device's whole group.</summary>
    public static GroupCall AttachGroup(PciAddress device, Domain domain) => new(new AttachGroup(device, domain));

    public static GroupCall DetachGroup(PciAddress device) => new(new DetachGroup(device));

    /// <summary>A user attaches its domain to the group it claimed.</summary>
    public static GroupCall AttachGroup(OwnerCookie owner, Domain domain, ulong epoch = 0) =>
        new(new AttachGroupAsUser(owner, domain)) { Epoch = epoch };

    public static GroupCall DetachGroup(OwnerCookie owner, ulong epoch = 0) =>
        new(new DetachGroupAsUser(owner)) { Epoch = epoch };

    public static GroupCall AttachPasid(uint pasid, Domain domain) => new(new AttachPasid(pasid, domain));

    public static GroupCall DetachPasid(uint pasid) => new(new DetachPasid(pasid));

    /// <summary>A user opens <c>/dev/vfio/N</c>; the answer's epoch names the opening.</summary>
    public static GroupCall OpenVfio() => new(new OpenVfio());

    public static GroupCall CloseVfio(ulong opened) => new(new CloseVfio(opened));

    public static GroupCall VfioStatus(ulong opened) => new(new ReadVfioStatus(opened));

    /// <param name="owner">Whose container; none for a file that is no container.</param>
    public static GroupCall SetContainer(ulong opened, OwnerCookie owner) => new(new SetContainer(opened, owner));

    /// <summary>SET_IOMMU: the group is attached to its container's domain.</summary>
    public static GroupCall AttachIommu(ulong opened, OwnerCookie owner, Domain domain) =>
        new(new AttachIommu(opened, owner, domain));

    /// <summary>SET_IOMMU has failed for another group of the container: this one is detached again.</summary>
    public static GroupCall DetachIommu(ulong opened, OwnerCookie owner) => new(new DetachIommu(opened, owner));

    public static GroupCall UnsetContainer(ulong opened) => new(new UnsetContainer(opened));

    public static GroupCall OpenDevice(PciAddress device, ulong opened, bool hasIommu, bool isLeaving) =>
        new(new OpenDevice(device, opened, hasIommu, isLeaving));

    public static GroupCall CloseDevice(PciAddress device) => new(new CloseDevice(device));

    /// <summary>Writes <c>/sys/kernel/iommu_groups/N/type</c>.</summary>
    public static GroupCall SetType(string word) => new(new SetType(word));

    /// <summary>A unit does not know the group's requester ids, or has lost them: it is told them once more.</summary>
    public static GroupCall Reattach() => new(new Reattach());

    public override string ToString()
    {
        var words = new List<string> { Verb.ToString() };
        if (Device is { } device)
        {
            words.Add(device.ToString());
        }

        if (Action is Bind bind)
        {
            words.Add(bind.Driver.Name);
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
