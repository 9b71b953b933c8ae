using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Groups.Requesters;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols;

/// <summary>
/// How a host plugs, unplugs, removes and rescans: device by device, parents first in, children first out.
/// </summary>
/// <remarks>
/// Hot-plug itself is never refused by ownership; only the bind that follows may be. Source: drivers/pci/probe.c,
/// remove.c, pci-sysfs.c, iov.c; <c>reference/groups.md</c> 6.4, <c>reference/ownership.md</c> 4.5.1, 4.7, 4.8.
/// </remarks>
public static class HostProtocol
{
    /// <summary>A call arrives; while a removal waits for a user it waits behind it, and answers so.</summary>
    public static HostMove Begin(HostState host, HostCall call)
    {
        if (host.Step is not null)
        {
            return Wait(host, call);
        }

        return call.Verb switch
        {
            HostVerb.GoOn => new HostMove(host, null, new HostReply()),
            HostVerb.Plug => Plug(host, call),
            HostVerb.Unplug => call.Devices.Any(host.Physical.Contains)
                ? Removing(host, call)
                : Refuse(host, Errno.ENODEV),
            HostVerb.Remove => call.Devices.Any(host.Registered.Contains)
                ? Removing(host, call)
                : Refuse(host, Errno.ENOENT),
            HostVerb.Rescan =>
                Adding(host, call, Missing(host, host.Physical.ScanOrder().Where(found => !found.IsVirtual))),
            HostVerb.SetVfs => SetVfs(host, call),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call.Verb, "unknown verb"),
        };
    }

    /// <summary>
    /// Behind a removal that waits. The <c>remove</c> file of a device goes before the lock is taken, so a second write
    /// finds none; one that was there when it was written succeeds in the end, whatever has become of the device.
    /// </summary>
    /// <remarks>Source: remove_store, drivers/pci/pci-sysfs.c.</remarks>
    private static HostMove Wait(HostState host, HostCall call)
    {
        if (host.Has(call.Id) || call.Verb == HostVerb.GoOn)
        {
            return new HostMove(host, null, new HostReply(Blocked: true));
        }

        if (call.Verb == HostVerb.Remove
            && (!call.Devices.Any(host.Registered.Contains) || host.IsRemoving(call.Devices)))
        {
            return Refuse(host, Errno.ENOENT);
        }

        return new HostMove(
            host with { Waiting = (host.Waiting ?? []).Add(call) }, null, new HostReply(Blocked: true));
    }

    /// <summary>
    /// The answer of the device at the head got lost, or it waited for a user: it is asked once more, under the same
    /// id.
    /// </summary>
    public static HostMove Resume(HostState host) => new(host, Order(host, host.Step!), host.Step!.Reply);

    /// <summary>Nothing is in progress and somebody waits: whoever drives the host lets it go on with
    /// <see cref="Continue"/>.</summary>
    public static bool IsFree(HostState host) => host is { Step: null, Waiting: not null };

    /// <summary>Begins the first call that waits.</summary>
    public static HostMove Continue(HostState host)
    {
        var (next, rest) = (host.Waiting![0], host.Waiting.RemoveAt(0));
        var alone = host with { Waiting = rest.IsEmpty ? null : rest };
        return next.Verb == HostVerb.Remove && !next.Devices.Any(host.Registered.Contains)
            ? new HostMove(alone, null, new HostReply())
            : Begin(alone, next);
    }

    /// <summary>The device at the head has answered.</summary>
    public static HostMove Next(HostState host, DeviceReply reply)
    {
        var step = host.Step!;
        if (reply.Panicked || reply.Errno == Errno.EHOSTDOWN)
        {
            var down = step.Reply with { Errno = Errno.EHOSTDOWN, Panicked = reply.Panicked };
            return new HostMove(host with { Step = null }, null, down);
        }

        if (reply.Blocked)
        {
            return new HostMove(host, null, step.Reply with { Blocked = true });
        }

        return step.Phase switch
        {
            HostPhase.Adding => Added(host, step, reply),
            HostPhase.Stopping => Stopped(host, step, reply),
            HostPhase.Removing => Removed(host, step, reply),
            _ => VfsConfigured(host with { Step = null }, step.Call, reply),
        };
    }

    /// <summary>What ownership has to know of a function that joins a group.</summary>
    public static GroupMember MemberOf(PciFunction function, PciTopology registered) => new()
    {
        Device = function.Address,
        Rids = [.. DmaAliases.RequesterIds(function, registered)],
        Unit = function.Unit!,
        IsBridge = function.HeaderType != 0,
        IsIsaBridge = function.IsIsaBridge,
        Demand = DomainDemand.Of(function),
        RequiresDirectMapping = function.RequiresDirectMapping,
        PasidLimit = function.PasidBits is { } bits ? 1u << bits : 0,
    };

    /// <summary>The default-domain type of a group that these functions form.</summary>
    public static DefaultDomainType? TypeOf(IEnumerable<PciFunction> members, HostIommu iommu) =>
        DefaultDomain.Choose(members.Select(DomainDemand.Of), iommu).Type;

    private static HostMove Plug(HostState host, HostCall call)
    {
        if (call.Functions.Any(function => host.Physical.Contains(function.Address)))
        {
            return Refuse(host, Errno.EEXIST);
        }

        var bus = (call.Functions[0].PhysicalFunction ?? call.Functions[0].Address).OnBus;
        if (host.Physical.BridgeAbove(bus) is null && host.Physical.On(bus).IsEmpty)
        {
            return Refuse(host, Errno.ENODEV);
        }

        if (host.Physical.TryPlug(call.Functions, out _) is not { } physical)
        {
            return Refuse(host, Errno.EBUSY); // A bridge whose bus number is taken.
        }

        var plugged = host with { Physical = physical };
        var arrived = call.Functions.Length == 1
            ? call.Functions.AsEnumerable()
            : plugged.Physical.ScanOrder().Where(call.Functions.Contains);
        return Adding(plugged, call, Missing(plugged, arrived));
    }

    /// <summary>What of some functions is not registered and can be reached over registered bridges.</summary>
    private static ImmutableList<PciFunction> Missing(HostState host, IEnumerable<PciFunction> candidates)
    {
        var found = new HashSet<PciAddress>();
        var missing = ImmutableList.CreateBuilder<PciFunction>();
        foreach (var function in candidates.Where(function => !host.Registered.Contains(function.Address)))
        {
            var above = function.PhysicalFunction ?? host.Physical.BridgeAbove(function.Address.OnBus)?.Address;
            if (above is null || host.Registered.Contains(above.Value) || found.Contains(above.Value))
            {
                found.Add(function.Address);
                missing.Add(function);
            }
        }

        return missing.ToImmutable();
    }

    private static HostMove Adding(HostState host, HostCall call, ImmutableList<PciFunction> missing) =>
        AddNext(host, new HostStep(call, HostPhase.Adding, missing, new HostReply()));

    /// <summary>Registers the function at the head and gives it its group; its device joins it and looks for a
    /// driver.</summary>
    private static HostMove AddNext(HostState host, HostStep step)
    {
        if (step.Ahead.IsEmpty)
        {
            return new HostMove(host with { Step = null }, null, step.Reply);
        }

        var function = step.Ahead[0];
        var registered = host.Registered.Plug([function]);
        var addition = host.Groups.Add(function, registered);
        return Ask(host with { Registered = registered, Groups = addition.Table }, step);
    }

    private static HostMove Added(HostState host, HostStep step, DeviceReply reply)
    {
        Invariant.Require(reply.Granted, "INV-27");
        var function = step.Ahead[0];
        var ungrouped = reply.Group is null && host.Groups.GroupOf(function.Address) is not null;
        var next = ungrouped ? host with { Groups = host.Groups.Remove(function.Address) } : host;
        var tally = step.Reply with
        {
            Added = step.Reply.Added + 1,
            Bound = step.Reply.Bound + (reply.Driver is null ? 0 : 1),
            BindsRefused = step.Reply.BindsRefused + (reply.BindRefusal == Errno.None ? 0 : 1),
            LastBindRefusal = reply.BindRefusal == Errno.None ? step.Reply.LastBindRefusal : reply.BindRefusal,
            Ungrouped = step.Reply.Ungrouped + (ungrouped ? 1 : 0),
            Warned = step.Reply.Warned | reply.Warned,
        };
        return AddNext(next, step with { Ahead = step.Ahead.RemoveAt(0), Reply = tally });
    }

    private static HostMove Removing(HostState host, HostCall call) =>
        RemoveTop(
            host, new HostStep(call, HostPhase.Removing, [], new HostReply()) { Tops = [.. call.Devices.Reverse()] });

    /// <summary>
    /// First every driver below is stopped, which may wait for a user, then all of it is unregistered. One function
    /// alone needs no two passes.
    /// </summary>
    private static HostMove RemoveTop(HostState host, HostStep step)
    {
        while (!step.Tops.IsEmpty)
        {
            var leaving = host.Registered.StopOrder(step.Tops[0]);
            step = step with { Tops = step.Tops.RemoveAt(0), Ahead = [.. leaving], Leaving = [.. leaving] };
            if (leaving.Count > 0)
            {
                return Ask(host, step with { Phase = leaving.Count > 1 ? HostPhase.Stopping : HostPhase.Removing });
            }
        }

        return Removed(host, step);
    }

    private static HostMove Stopped(HostState host, HostStep step, DeviceReply reply)
    {
        var left = step.Ahead.RemoveAt(0);
        var next = step with { Ahead = left, Reply = step.Reply with { Warned = step.Reply.Warned | reply.Warned } };
        return Ask(host, left.IsEmpty ? next with { Phase = HostPhase.Removing, Ahead = step.Leaving } : next);
    }

    private static HostMove RemoveNext(HostState host, HostStep step) =>
        step.Ahead.IsEmpty ? RemoveTop(host, step) : Ask(host, step);

    private static HostMove Removed(HostState host, HostStep step)
    {
        var physical = step.Call.Verb switch
        {
            HostVerb.Unplug => step.Call.Devices.Aggregate(host.Physical, (rest, top) => rest.Unplug(top)),
            HostVerb.SetVfs => WithoutVfs(host.Physical, step.Call.Devices[0]),
            HostVerb.Remove => WithoutUnregisteredVfs(host),
            _ => host.Physical,
        };
        return new HostMove(host with { Physical = physical, Step = null }, null, step.Reply);
    }

    private static HostMove Removed(HostState host, HostStep step, DeviceReply reply)
    {
        Invariant.Require(reply.Granted, "INV-28");
        var address = step.Ahead[0].Address;
        var next = host with
        {
            Registered = host.Registered.Unplug(address),
            Groups = host.Groups.Remove(address),
        };
        var tally = step.Reply with { Removed = step.Reply.Removed + 1, Warned = step.Reply.Warned | reply.Warned };
        return RemoveNext(next, step with { Ahead = step.Ahead.RemoveAt(0), Reply = tally });
    }

    /// <remarks>Source: sriov_numvfs_store, drivers/pci/iov.c.</remarks>
    private static HostMove SetVfs(HostState host, HostCall call)
    {
        var physical = call.Devices[0];
        if (host.Registered.Find(physical)?.Sriov is not { } sriov)
        {
            return Refuse(host, Errno.ENOENT);
        }

        if (call.Count < 0)
        {
            return Refuse(host, Errno.EINVAL); // kstrtou16 takes no sign.
        }

        if (call.Count > sriov.TotalVfs)
        {
            return Refuse(host, Errno.ERANGE);
        }

        if (call.Count == Vfs(host.Physical, physical).Count)
        {
            return new HostMove(host, null, new HostReply());
        }

        var step = new HostStep(call, HostPhase.ConfiguringVfs, [host.Registered[physical]], new HostReply());
        return Ask(host, step);
    }

    /// <summary>
    /// Without a driver that can, nothing is enabled or disabled; who has VFs must disable them first.
    /// </summary>
    private static HostMove VfsConfigured(HostState host, HostCall call, DeviceReply reply)
    {
        if (!reply.Granted)
        {
            return Refuse(host, reply.Errno);
        }

        var physical = call.Devices[0];
        var vfs = Vfs(host.Physical, physical);
        if (call.Count == 0)
        {
            return RemoveTop(host, new HostStep(call, HostPhase.Removing, [], new HostReply())
            {
                Tops = [.. vfs.Select(vf => vf.Address).Reverse()],
            });
        }

        if (vfs.Count > 0)
        {
            return Refuse(host, Errno.EBUSY);
        }

        var enabled = VirtualFunctions.Of(host.Registered[physical], call.Count);
        return Adding(host with { Physical = host.Physical.Plug(enabled) }, call, [.. enabled]);
    }

    private static IReadOnlyList<PciFunction> Vfs(PciTopology topology, PciAddress physical) =>
        [.. topology.Functions.Where(function => function.PhysicalFunction == physical)];

    private static PciTopology WithoutVfs(PciTopology topology, PciAddress physical) =>
        Vfs(topology, physical).Aggregate(topology, (rest, vf) => rest.Unplug(vf.Address));

    /// <summary>A VF that is removed, alone or with its physical function, is gone: no scan finds one.</summary>
    private static PciTopology WithoutUnregisteredVfs(HostState host) => host.Physical.Functions
        .Where(function => function.IsVirtual && !host.Registered.Contains(function.Address)).ToList()
        .Aggregate(host.Physical, (rest, vf) => rest.Unplug(vf.Address));

    private static HostMove Ask(HostState host, HostStep step)
    {
        var next = step with { Turn = step.Turn + 1 };
        return new HostMove(host with { Step = next }, Order(host, next), next.Reply);
    }

    /// <summary>What the device at the head is asked; the same words, and the same id, however often.</summary>
    private static DeviceOrder Order(HostState host, HostStep step)
    {
        var function = step.Ahead[0];
        var call = step.Phase switch
        {
            HostPhase.Adding => Appear(host, function),
            HostPhase.Stopping => DeviceCall.Stop(),
            HostPhase.Removing => DeviceCall.Disappear(),
            _ => DeviceCall.ConfigureVfs(),
        };
        var id = step.Call.Id.Inner(step.Turn * OperationId.StepsOfOne);
        return new DeviceOrder(function.Address, call with { Id = id });
    }

    private static DeviceCall Appear(HostState host, PciFunction function)
    {
        var group = host.Groups.GroupOf(function.Address);
        var member = group is null ? null : MemberOf(function, host.Registered);
        var type = TypeOf([function], host.Iommu);
        return DeviceCall.Appear(function, group, member, type: type, iommu: host.Iommu);
    }

    private static HostMove Refuse(HostState host, Errno errno) => new(host, null, new HostReply(errno));
}
