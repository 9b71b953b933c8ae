using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols.DeviceActions;

namespace FleetSim.Model.Protocols;

/// <summary>A request to a device, as data.</summary>
/// <param name="Action">What is asked.</param>
public sealed record DeviceCall(DeviceAction Action)
{
    public DeviceVerb Verb => Action.Verb;

    public OperationId Id { get; init; }

    /// <summary>The group that a device joins which appears; null for every other call.</summary>
    public GroupKey? Group => Action is Appear { Membership: { } joins } ? joins.Group : null;

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
        HostIommu? iommu = null) => new(new Appear(
            function,
            group is { } key && member is not null ? new Membership(key, member, type, iommu) : null,
            offer));

    /// <summary>Unbinds its driver, if it has one: something above it is about to be removed.</summary>
    public static DeviceCall Stop() => new(new Stop());

    /// <summary>Unbinds its driver, takes it out of its group, and forgets it.</summary>
    public static DeviceCall Disappear() => new(new Disappear());

    /// <summary>Writes <c>driver_override</c>; null clears it.</summary>
    public static DeviceCall SetOverride(string? driver) => new(new SetOverride(driver));

    /// <summary>Writes the device to a driver's <c>bind</c>.</summary>
    public static DeviceCall Bind(string driver) => new(new Bind(driver));

    /// <summary>Writes the device to its driver's <c>unbind</c>.</summary>
    public static DeviceCall Unbind() => new(new Unbind());

    /// <summary>Writes the device to the bus's <c>drivers_probe</c>.</summary>
    public static DeviceCall Probe() => new(new Probe());

    /// <summary>Its driver attaches a private domain to it.</summary>
    public static DeviceCall AttachDevice(Domain domain) => new(new AttachDevice(domain));

    /// <summary>Its driver attaches a private domain to its whole group.</summary>
    public static DeviceCall AttachGroup(Domain domain) => new(new AttachGroup(domain));

    /// <summary>Its driver detaches what it attached.</summary>
    public static DeviceCall Detach() => new(new Detach());

    public static DeviceCall Claim(OwnerCookie owner) => new(new Claim(owner));

    public static DeviceCall Release(OwnerCookie owner, ulong epoch = 0) =>
        new(new Release(owner, epoch));

    /// <summary>A user opens it through the file of a group (<c>VFIO_GROUP_GET_DEVICE_FD</c>).</summary>
    /// <param name="group">Number of the group whose file it is.</param>
    public static DeviceCall OpenFile(int group, ulong opened, bool hasIommu) =>
        new(new OpenFile(group, opened, hasIommu));

    /// <summary>A user closes one of its files; the last one lets go of an unbind or removal that waits.</summary>
    public static DeviceCall CloseFile() => new(new CloseFile());

    /// <summary>
    /// Its user wants to hear when somebody asks for the device; the answer's value names the eventfd. An earlier one
    /// hears nothing more.
    /// </summary>
    public static DeviceCall ArmEvent() => new(new ArmEvent());

    /// <summary>How often somebody has asked for the device since this was last asked.</summary>
    public static DeviceCall ReadEvent(int number) => new(new ReadEvent(number));

    /// <summary>The eventfd is closed.</summary>
    public static DeviceCall DropEvent(int number) => new(new DropEvent(number));

    /// <summary>Its driver is asked to enable or disable virtual functions.</summary>
    public static DeviceCall ConfigureVfs() => new(new ConfigureVfs());

    public override string ToString() => Action switch
    {
        Appear appear => $"{Verb} {appear.Function.Address}",
        SetOverride { Driver: { } driver } => $"{Verb} {driver}",
        Bind bind => $"{Verb} {bind.Driver}",
        _ => Verb.ToString(),
    };
}
