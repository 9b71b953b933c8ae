using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols;

/// <summary>
/// All that a host keeps: what is in its slots, what is registered, which group everything is in, and the call in
/// progress.
/// </summary>
/// <param name="Physical">Everything in a slot, and enabled VFs.</param>
/// <param name="Registered">What the kernel has registered.</param>
/// <param name="Groups">The groups of the registered functions.</param>
/// <param name="Iommu">Its IOMMU, and what the kernel was told of it.</param>
/// <param name="Step">
/// The plug, removal or rescan in progress, which may be waiting for a user to close a file; others wait behind it, as
/// for the rescan/remove lock.
/// </param>
public sealed record HostState(
    PciTopology Physical, PciTopology Registered, GroupTable Groups, HostIommu Iommu, HostStep? Step = null)
{
    /// <summary>What waits behind a removal that waits, first come first; null for nothing.</summary>
    public ImmutableList<HostCall>? Waiting { get; init; }

    /// <summary>The call with this id is in progress, or waits.</summary>
    public bool Has(OperationId id) => !id.IsNone
        && (Step?.Call.Id == id || Waiting?.Exists(call => call.Id == id) == true);

    /// <summary>A write to the <c>remove</c> file of these devices is in progress, or waits.</summary>
    internal bool IsRemoving(ImmutableArray<PciAddress> devices) =>
        IsRemoval(Step?.Call, devices) || Waiting?.Exists(call => IsRemoval(call, devices)) == true;

    private static bool IsRemoval(HostCall? call, ImmutableArray<PciAddress> devices) =>
        call is { Verb: HostVerb.Remove } && call.Devices.SequenceEqual(devices);

    public static HostState Empty(HostIommu iommu) => new(
        PciTopology.Empty, PciTopology.Empty, GroupTable.Empty(GroupingPlatform.Of(iommu.Kind)), iommu);
}

/// <summary>A call that walks over devices, one after the other.</summary>
/// <param name="Call">What was asked of the host.</param>
/// <param name="Phase">What the device at the head is asked.</param>
/// <param name="Ahead">Devices to go, the one in progress first.</param>
/// <param name="Reply">The answer so far.</param>
public sealed record HostStep(
    HostCall Call, HostPhase Phase, ImmutableList<PciFunction> Ahead, HostReply Reply)
{
    /// <summary>Of a removal: the tops that come after the one in progress.</summary>
    public ImmutableArray<PciAddress> Tops { get; init; } = [];

    /// <summary>Of a removal: everything below the top in progress, in the order in which it goes.</summary>
    public ImmutableList<PciFunction> Leaving { get; init; } = [];

    /// <summary>How many calls went out, this one included.</summary>
    public uint Turn { get; init; }
}

/// <summary>What a host waits for.</summary>
public enum HostPhase : byte
{
    Adding,

    /// <summary>Below what is removed: drivers are unbound, and a user may have to be waited for.</summary>
    Stopping,
    Removing,

    /// <summary>A physical function tells whether its driver enables and disables VFs.</summary>
    ConfiguringVfs,
}

/// <summary>One turn of a host: what it keeps now, and which device it calls or what it answers.</summary>
/// <param name="State">To be committed before the call is made or the answer is given.</param>
/// <param name="Call">What goes out to a device; null when the call is finished.</param>
/// <param name="Reply">The answer, when <paramref name="Call"/> is null.</param>
public readonly record struct HostMove(HostState State, DeviceOrder? Call, HostReply Reply);

/// <summary>A call and the device it is for.</summary>
public sealed record DeviceOrder(PciAddress Device, DeviceCall Call);

/// <summary>What a host answers.</summary>
/// <param name="Errno">The refusal; <see cref="Errno.None"/> when it was carried out.</param>
/// <param name="Added">Functions registered.</param>
/// <param name="Removed">Functions unregistered.</param>
/// <param name="Bound">Functions added that a driver was bound to.</param>
/// <param name="BindsRefused">Functions added whose driver was refused: they are there, driverless.</param>
/// <param name="LastBindRefusal">The errno of the last of these.</param>
/// <param name="Ungrouped">Functions added that could not be attached and have no group.</param>
/// <param name="Warned">The kernel would log a WARN.</param>
/// <param name="Panicked">The kernel would stop the machine.</param>
/// <param name="Blocked">
/// Not answered: it waits for a user to close a file, or behind something that does. The same call, under the same id,
/// asks for its end.
/// </param>
public sealed record HostReply(
    Errno Errno = Errno.None,
    int Added = 0,
    int Removed = 0,
    int Bound = 0,
    int BindsRefused = 0,
    Errno LastBindRefusal = Errno.None,
    int Ungrouped = 0,
    bool Warned = false,
    bool Panicked = false,
    bool Blocked = false)
{
    public bool Granted => Errno == Errno.None && !Blocked;
}
