using System.Collections.Frozen;
using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Groups;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;

namespace FleetSim.Model.Hosts;

/// <summary>
/// A whole host in one object: drives the same protocols as the grains, one call at a time, without any of them.
/// </summary>
/// <remarks>
/// Not thread-safe. Once a policy has stopped the machine, every call answers EHOSTDOWN. A call that may have to wait
/// for a user needs an id, so that its end can be asked for.
/// </remarks>
public sealed class LocalHost
{
    /// <summary>Ids for host calls that come without one, apart from the small numbers that callers count up.</summary>
    private const ulong OwnIds = 1UL << 62;

    private readonly OwnershipPolicy _policy;
    private readonly DriverCatalogue _drivers;
    private readonly SortedDictionary<PciAddress, DeviceState> _devices = [];
    private readonly SortedDictionary<int, GroupRecord> _groups = [];
    private readonly SortedDictionary<string, AddressSpaceState> _spaces = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IommuUnit> _units = new(StringComparer.Ordinal);
    private readonly ILocalHostObserver? _observer;

    /// <summary>Operations that wait for a user.</summary>
    private readonly HashSet<OperationId> _blocked = [];

    /// <summary>The latest answers of each part, so that a retry is answered alike.</summary>
    private readonly OperationResults<HostReply> _hostResults = new();
    private readonly PartResults<PciAddress, DeviceReply> _deviceResults = new();
    private readonly PartResults<int, GroupReply> _groupResults = new();
    private readonly PartResults<string, AddressSpaceReply> _spaceResults = new(StringComparer.Ordinal);
    private HostState _host;
    private ulong _lastId;
    private TimeSpan _now;

    /// <param name="observer">Hears of every answer; null for nobody.</param>
    public LocalHost(
        OwnershipPolicy policy, DriverCatalogue drivers, HostState host, ILocalHostObserver? observer = null)
    {
        _policy = policy;
        _drivers = drivers;
        _host = host;
        _observer = observer;
    }

    public LocalHost(OwnershipPolicy policy, HostTemplate template, ILocalHostObserver? observer = null)
        : this(policy, template.Drivers, template.Host, observer)
    {
        foreach (var (address, device) in template.Devices)
        {
            _devices[address] = device;
        }

        for (var number = 0; number < template.Groups.Length; number++)
        {
            _groups[number] = template.Groups[number];
        }

        foreach (var (name, unit) in template.Units)
        {
            _units[name] = new IommuUnit(_host.Iommu, unit);
        }
    }

    public bool IsDown { get; private set; }

    public HostState State => _host;

    public IReadOnlyDictionary<PciAddress, DeviceState> Devices => _devices;

    public IReadOnlyDictionary<int, GroupRecord> Groups => _groups;

    public IReadOnlyDictionary<string, IommuUnit> Units => _units;

    /// <summary>Plugs, unplugs, removes, rescans.</summary>
    public HostReply Execute(HostCall call)
    {
        if (!IsDown)
        {
            return Carry(call.Id.IsNone ? call with { Id = new OperationId(OwnIds | ++_lastId) } : call);
        }

        var reply = new HostReply(Errno.EHOSTDOWN);
        _observer?.HostAnswered(call, reply);
        return reply;
    }

    /// <summary>Binds, unbinds, attaches through a device.</summary>
    public DeviceReply Execute(PciAddress address, DeviceCall call)
    {
        if (!IsDown)
        {
            return Carry(address, call);
        }

        var reply = new DeviceReply(Errno.EHOSTDOWN);
        _observer?.DeviceAnswered(address, call, reply);
        return reply;
    }

    /// <summary>Claims, releases, attaches as a user of a group.</summary>
    public GroupReply Execute(int number, GroupCall call)
    {
        if (!IsDown && _groupResults.Find(number, call.Id, _now) is { } earlier)
        {
            return earlier; // A retry: claims are not idempotent.
        }

        var before = Group(number).State;
        var reply = IsDown ? new GroupReply(Errno.EHOSTDOWN) : Drive(number, call);
        _observer?.GroupAnswered(number, call, before, Group(number).State, reply);
        return reply;
    }

    /// <summary>A user process of the host does something with its files.</summary>
    /// <param name="process">Name of the process; one that was never heard of has no file.</param>
    public AddressSpaceReply Execute(string process, AddressSpaceCall call)
    {
        if (IsDown)
        {
            return new AddressSpaceReply(Errno.EHOSTDOWN);
        }

        if (_spaceResults.Find(process, call.Id, _now) is { } earlier)
        {
            return earlier; // A retry: the second of two opens would find the group open.
        }

        var space = _spaces.GetValueOrDefault(process) ?? new AddressSpaceState(OwnerCookie.OfProcess(process));
        var move = AddressSpaceProtocol.Begin(space, call);
        while (move.Call is { } order)
        {
            move = order switch
            {
                { ToGroup: { } group } => AddressSpaceProtocol.Next(move.State, Execute(order.Group, group)),
                { ToDevice: { } device } => AddressSpaceProtocol.Next(move.State, Execute(order.Device, device)),
                { ToUnit: { } change } => AddressSpaceProtocol.Next(move.State, Unit(order.Unit).Execute(change)),
                _ => AddressSpaceProtocol.Next(move.State, Execute(order.ToHost!)),
            };
        }

        _spaces[process] = move.State;
        _spaceResults.Add(process, call.Id, move.Reply, _now);
        return move.Reply;
    }

    /// <summary>A user process has one of its devices do DMA.</summary>
    public TranslationReply Dma(string process, DmaCall call)
    {
        if (IsDown)
        {
            return new TranslationReply(Errno.EHOSTDOWN, default, call.Batch);
        }

        var dma = AddressSpaceDma.Begin(_spaces.GetValueOrDefault(process) ?? new(OwnerCookie.None), call);
        return dma.Granted
            ? Dma(dma.Device, call.Batch)
            : new TranslationReply(dma.Errno, default, call.Batch);
    }

    /// <summary>A device sends requests through its unit, which here never forgets what it was told.</summary>
    public TranslationReply Dma(PciAddress address, TranslationBatch batch)
    {
        var device = Device(address);
        var refusal = IsDown ? Errno.EHOSTDOWN : DeviceDma.Refusal(device);
        return refusal != Errno.None ? new TranslationReply(refusal, default, batch)
            : DeviceDma.Send(device, batch) is { } unit ? UnitNow(unit).Translate(batch)
            : batch.Untranslated();
    }

    /// <summary>The driver of a device maps and unmaps memory.</summary>
    public KernelDmaReply Execute(PciAddress address, KernelDmaCall call)
    {
        var device = Device(address);
        var refusal = IsDown ? Errno.EHOSTDOWN : DeviceKernelDma.Refusal(device);
        return refusal != Errno.None ? new KernelDmaReply(refusal)
            : DeviceKernelDma.Send(device, call) is { } order
                ? DeviceKernelDma.Answer(Unit(order.Unit).Execute(order.Call, _now))
            : call.Direct();
    }

    /// <summary>Time has gone on: what kernel drivers have unmapped may be flushed.</summary>
    /// <param name="now">Since any moment, always the same.</param>
    public void AdvanceTo(TimeSpan now) => _now = now;

    /// <summary>An IOMMU unit translates requests.</summary>
    public TranslationReply Translate(string unit, TranslationBatch batch) =>
        IsDown ? new TranslationReply(Errno.EHOSTDOWN, default, batch) : UnitNow(unit).Translate(batch);

    /// <summary>Registers and groups everything, then offers every device to its driver.</summary>
    internal void Boot(PciTopology topology)
    {
        var groups = GroupTable.Boot(topology, _host.Groups.Platform);
        var types = groups.Groups.ToDictionary(
            group => group.Key,
            group => HostProtocol.TypeOf(group.Members.Select(member => topology[member]), _host.Iommu));
        _host = _host with { Physical = topology, Registered = topology, Groups = groups };
        foreach (var function in topology.ScanOrder())
        {
            var key = groups.GroupOf(function.Address);
            var member = key is null ? null : HostProtocol.MemberOf(function, topology);
            var type = key is null ? null : types[key.Value];
            Execute(function.Address, DeviceCall.Appear(function, key, member, offer: false, type, _host.Iommu));
        }

        foreach (var function in topology.ScanOrder())
        {
            Execute(function.Address, DeviceCall.Probe());
        }
    }

    internal HostTemplate ToTemplate(string name, ImmutableArray<HotplugSlot> slots) => new()
    {
        Name = name,
        Host = _host,
        Devices = _devices.ToFrozenDictionary(),
        Groups = [.. Enumerable.Range(0, _groups.Count == 0 ? 0 : _groups.Keys.Max() + 1).Select(Group)],
        Units = _units.ToFrozenDictionary(unit => unit.Key, unit => unit.Value.State),
        Slots = slots,
        Endpoints =
        [
            .. _host.Physical.Functions.Concat(slots.SelectMany(slot => slot.Functions))
                .Where(function => !function.IsBridge).Select(function => function.Address).Distinct().Order(),
        ],
        Drivers = _drivers,
    };

    private HostReply Carry(HostCall call)
    {
        if (_host.Step is { } waiting)
        {
            Drive(waiting.Call, HostProtocol.Resume(_host));
            while (HostProtocol.IsFree(_host))
            {
                Drive(_host.Waiting![0], HostProtocol.Continue(_host));
            }
        }

        return _hostResults.TryGet(call.Id, _now, out var earlier)
            ? earlier // A retry: the second of two plugs would find the slot taken.
            : Drive(call, HostProtocol.Begin(_host, call));
    }

    private HostReply Drive(HostCall call, HostMove move)
    {
        while (move.Call is { } order)
        {
            _host = move.State;
            move = HostProtocol.Next(_host, Execute(order.Device, order.Call));
        }

        _host = move.State;
        if (move.Reply.Blocked)
        {
            _blocked.Add(call.Id);
            return move.Reply;
        }

        if (_blocked.Remove(call.Id))
        {
            _hostResults.Keep(call.Id, move.Reply);
        }
        else
        {
            _hostResults.Add(call.Id, move.Reply, _now);
        }

        _observer?.HostAnswered(call, move.Reply);

        return move.Reply;
    }

    private DeviceReply Carry(PciAddress address, DeviceCall call)
    {
        if (_deviceResults.Find(address, call.Id, _now) is { } earlier)
        {
            return earlier; // A retry: the second of two binds would find a driver.
        }

        var reply = Drive(address, call, DeviceProtocol.Begin(_drivers, Device(address), call));
        while (DeviceLock.IsFree(Device(address)))
        {
            var device = Device(address);
            Drive(address, DeviceLock.Next(device), DeviceLock.Continue(_drivers, device));
        }

        return reply;
    }

    private DeviceReply Drive(PciAddress address, DeviceCall call, DeviceMove move)
    {
        var group = call.Group ?? Device(address).Group;
        while (move.Call is { } order)
        {
            _devices[address] = move.State;
            move = DeviceProtocol.Next(_drivers, move.State, Execute(group!.Value.Id, order));
        }

        if (move.State.IsPresent || move.State.IsLeaving || move.State.Events is not null)
        {
            _devices[address] = move.State;
        }
        else
        {
            _devices.Remove(address);
        }

        if (move.Reply.Blocked)
        {
            _blocked.Add(call.Id);
            return move.Reply;
        }

        _deviceResults.Add(address, call.Id, move.Reply, _now, _blocked.Remove(call.Id));
        _observer?.DeviceAnswered(address, call, move.Reply);

        return move.Reply;
    }

    private GroupReply Drive(int number, GroupCall call)
    {
        var move = GroupProtocol.Begin(_policy, number, Group(number), call);
        while (move.Call is { } order)
        {
            _groups[number] = move.Record;
            move = GroupProtocol.Next(move.Record, Unit(order.Unit).Execute(order.Call));
        }

        _groups[number] = move.Record;
        IsDown |= move.Reply.Panicked;
        _groupResults.Add(number, call.Id, move.Reply, _now);
        return move.Reply;
    }

    private IommuUnit UnitNow(string name)
    {
        var unit = Unit(name);
        unit.AdvanceTo(_now);
        return unit;
    }

    private IommuUnit Unit(string name)
    {
        if (!_units.TryGetValue(name, out var unit))
        {
            unit = new IommuUnit(_host.Iommu, UnitState.Empty);
            _units.Add(name, unit);
        }

        return unit;
    }

    private DeviceState Device(PciAddress address) => _devices.GetValueOrDefault(address, DeviceState.Absent);

    private GroupRecord Group(int number) => _groups.GetValueOrDefault(number, GroupRecord.Empty);
}
