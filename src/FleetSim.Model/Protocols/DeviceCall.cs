using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols;

/// <summary>A request to a device, as data. Which fields count is told by the factory of each verb.</summary>
public sealed record DeviceCall
{
    public required DeviceVerb Verb { get; init; }

    public OperationId Id { get; init; }

    public PciFunction? Function { get; init; }

    public GroupMember? Member { get; init; }

    public GroupKey? Group { get; init; }

    /// <summary>Type of the default domain, if the device forms its group.</summary>
    public DefaultDomainType? Type { get; init; }

    public ulong Epoch { get; init; }

    public string? Driver { get; init; }

    public OwnerCookie Owner { get; init; }

    public Domain Domain { get; init; }

    /// <summary>The host's IOMMU, if the device forms its group.</summary>
    public HostIommu? Iommu { get; init; }

    /// <summary>Of an opening: the epoch in which the group file was opened.</summary>
    public ulong Opened { get; init; }

    /// <summary>Of an opening: the user's container has an IOMMU set.</summary>
    public bool HasIommu { get; init; }

    /// <summary>Number of an eventfd.</summary>
    public int Event { get; init; }

    /// <summary>Registers the device: it joins its group and, unless told otherwise, is offered to its
    /// driver.</summary>
    /// <param name="group">Its group, and what the group has to know of it; null for a device without one.</param>
    /// <param name="offer">False at boot: drivers come when all devices are there.</param>
    public static DeviceCall Appear(
        PciFunction function,
        GroupKey? group,
        GroupMember? member,
        bool offer = true,
        DefaultDomainType? type = null,
        HostIommu? iommu = null) => new()
        {
            Verb = offer ? DeviceVerb.Appear : DeviceVerb.Register,
            Function = function,
            Group = group,
            Member = member,
            Type = type,
            Iommu = iommu,
        };

    /// <summary>Unbinds its driver, if it has one: something above it is about to be removed.</summary>
    public static DeviceCall Stop() => new() { Verb = DeviceVerb.Stop };

    /// <summary>Unbinds its driver, takes it out of its group, and forgets it.</summary>
    public static DeviceCall Disappear() => new() { Verb = DeviceVerb.Disappear };

    /// <summary>Writes <c>driver_override</c>; null clears it.</summary>
    public static DeviceCall SetOverride(string? driver) => new() { Verb = DeviceVerb.SetOverride, Driver = driver };

    /// <summary>Writes the device to a driver's <c>bind</c>.</summary>
    public static DeviceCall Bind(string driver) => new() { Verb = DeviceVerb.Bind, Driver = driver };

    /// <summary>Writes the device to its driver's <c>unbind</c>.</summary>
    public static DeviceCall Unbind() => new() { Verb = DeviceVerb.Unbind };

    /// <summary>Writes the device to the bus's <c>drivers_probe</c>.</summary>
    public static DeviceCall Probe() => new() { Verb = DeviceVerb.Probe };

    /// <summary>Its driver attaches a private domain to it.</summary>
    public static DeviceCall AttachDevice(Domain domain) => new() { Verb = DeviceVerb.AttachDevice, Domain = domain };

    /// <summary>Its driver attaches a private domain to its whole group.</summary>
    public static DeviceCall AttachGroup(Domain domain) => new() { Verb = DeviceVerb.AttachGroup, Domain = domain };

    /// <summary>Its driver detaches what it attached.</summary>
    public static DeviceCall Detach() => new() { Verb = DeviceVerb.Detach };

    public static DeviceCall Claim(OwnerCookie owner) => new() { Verb = DeviceVerb.Claim, Owner = owner };

    public static DeviceCall Release(OwnerCookie owner, ulong epoch = 0) =>
        new() { Verb = DeviceVerb.Release, Owner = owner, Epoch = epoch };

    /// <summary>A user opens it through the file of a group (<c>VFIO_GROUP_GET_DEVICE_FD</c>).</summary>
    /// <param name="group">Number of the group whose file it is.</param>
    public static DeviceCall OpenFile(int group, ulong opened, bool hasIommu) => new()
    {
        Verb = DeviceVerb.OpenFile,
        Group = new GroupKey(group, Incarnation: 0),
        Opened = opened,
        HasIommu = hasIommu,
    };

    /// <summary>A user closes one of its files; the last one lets go of an unbind or removal that waits.</summary>
    public static DeviceCall CloseFile() => new() { Verb = DeviceVerb.CloseFile };

    /// <summary>
    /// Its user wants to hear when somebody asks for the device; the answer's value names the eventfd. An earlier one
    /// hears nothing more.
    /// </summary>
    public static DeviceCall ArmEvent() => new() { Verb = DeviceVerb.ArmEvent };

    /// <summary>How often somebody has asked for the device since this was last asked.</summary>
    public static DeviceCall ReadEvent(int number) => new() { Verb = DeviceVerb.ReadEvent, Event = number };

    /// <summary>The eventfd is closed.</summary>
    public static DeviceCall DropEvent(int number) => new() { Verb = DeviceVerb.DropEvent, Event = number };

    /// <summary>Its driver is asked to enable or disable virtual functions.</summary>
    public static DeviceCall ConfigureVfs() => new() { Verb = DeviceVerb.ConfigureVfs };

    public override string ToString() =>
        string.Join(' ', new[] { Verb.ToString(), Function?.Address.ToString(), Driver }.Where(word => word is not null));
}

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
