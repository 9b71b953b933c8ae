using System.Collections.Concurrent;
using System.Collections.Immutable;
using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Verification.Audit;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Fleets.Grains;

/// <summary>A fleet of grains.</summary>
/// <remarks>Keeps the references of the hosts it has touched: looking one up costs as much as half a call.</remarks>
public sealed class GrainFleet : IFleet
{
    private const string TranslateSpan = "translate";
    private const string DmaSpan = "dma";

    private readonly ConcurrentDictionary<int, HostReferences> _hosts = new();
    private readonly IGrainFactory _grains;
    private readonly FleetGeneration _generation;
    private readonly ClusterReport _report;

    private GrainFleet(IGrainFactory grains, Fleet fleet, FleetGeneration generation, ClusterReport report)
    {
        _grains = grains;
        _generation = generation;
        _report = report;
        Fleet = fleet;
    }

    public Fleet Fleet { get; }

    /// <summary>Which declaration of the cluster's fleet it is: every call names it.</summary>
    public FleetGeneration Generation => _generation;

    public bool TakesTime => true;

    public void LiveIn(TimeProvider time) => throw new InvalidOperationException("grains live in the real time");

    public IFleetReport Report => _report;

    /// <summary>Gives a cluster a fleet in place of the one it has.</summary>
    /// <exception cref="InputException">No policy has the declared name.</exception>
    public static Task<GrainFleet> Declare(IGrainFactory grains, FleetDeclaration declaration) =>
        Declare(grains, declaration, declaration.Boot());

    /// <summary>Gives a cluster a fleet in place of the one it has.</summary>
    /// <param name="fleet">What the declaration comes to, booted here.</param>
    /// <param name="patience">A silo that says nothing for so long is lost; null for one that cannot be lost, because it
    /// is in this process.</param>
    public static async Task<GrainFleet> Declare(
        IGrainFactory grains, FleetDeclaration declaration, Fleet fleet, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(declaration);
        var generation = await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).Declare(declaration);
        var history = declaration.RecordsHistory ? new HistoryRecorder(TimeProvider.System) : HistoryRecorder.Off;
        return new GrainFleet(grains, fleet, generation, await ClusterReport.Of(
            grains, generation, history, patience ?? Timeout.InfiniteTimeSpan));
    }

    public ValueTask<HostReply> Host(int host, HostCall call) =>
        ProtocolSpan.Around(
            call.Verb, Of(host).Host, call, _generation, static (grain, call, fleet) => new ValueTask<HostReply>(grain.Execute(call, fleet)));

    public ValueTask<DeviceReply> Device(int host, PciAddress device, DeviceCall call) =>
        ProtocolSpan.Around(
            call.Verb,
            Of(host).Device(device),
            call,
            _generation,
            static (grain, call, fleet) => new ValueTask<DeviceReply>(grain.Execute(call, fleet)));

    public ValueTask<GroupReply> Group(int host, int group, GroupCall call)
    {
        var grain = Of(host).Group(group);
        var recorded = _report.Calls.Begin(host, group, call);
        return recorded.IsRecorded ? Recorded(recorded, Ask(grain, call)) : Ask(grain, call);
    }

    public ValueTask<AddressSpaceReply> Process(int host, string process, AddressSpaceCall call) =>
        ProtocolSpan.Around(
            call.Verb,
            AddressSpace(host, process),
            call,
            _generation,
            static (grain, call, fleet) => new ValueTask<AddressSpaceReply>(grain.Execute(call, fleet)));

    public ValueTask<TranslationReply> Dma(int host, string process, DmaCall call) =>
        ProtocolSpan.Around(
            DmaSpan,
            AddressSpace(host, process),
            call,
            _generation,
            static (grain, call, fleet) => new ValueTask<TranslationReply>(grain.Dma(call, fleet)));

    public ValueTask<TranslationReply> DeviceDma(int host, PciAddress device, TranslationBatch batch) =>
        ProtocolSpan.Around(
            DmaSpan,
            Of(host).Device(device),
            batch,
            _generation,
            static (grain, batch, fleet) => new ValueTask<TranslationReply>(grain.Dma(batch, fleet)));

    public async ValueTask<KernelDmaReply> MapForKernel(int host, PciAddress device, KernelDmaCall call) =>
        await Of(host).Device(device).MapForKernel(call, _generation);

    /// <summary>The grain of a unit.</summary>
    public IIommuUnitGrain Unit(int host, string name) => Of(host).Unit(name);

    public ValueTask<TranslationReply> Translate(int host, string unit, TranslationBatch batch) =>
        ProtocolSpan.Around(TranslateSpan, Unit(host, unit), batch, _generation, static (grain, batch, fleet) => grain.Translate(batch, fleet));

    public async ValueTask Activate(int host)
    {
        var key = HostKey.Of(host); // References are kept for what the load uses, and this may be a large fleet.
        var snapshot = await _grains.GetGrain<IHostGrain>(key).Snapshot(_generation);
        foreach (var unit in Fleet.TemplateOf(host).Units.Keys)
        {
            await _grains.GetGrain<IIommuUnitGrain>(HostKey.Unit(key, unit)).Snapshot(_generation);
        }

        for (var number = 0; number < snapshot.GroupNumbers; number++)
        {
            await _grains.GetGrain<IIommuGroupGrain>(HostKey.Group(key, number)).Snapshot(_generation);
        }

        foreach (var device in snapshot.Registered)
        {
            await _grains.GetGrain<IDeviceGrain>(HostKey.Device(key, device.Address)).Snapshot(_generation);
        }
    }

    public async ValueTask<HostFacts> Inspect(int host)
    {
        var references = Of(host);
        var template = Fleet.TemplateOf(host);
        var snapshot = await references.Host.Snapshot(_generation);
        var devices = new SortedDictionary<PciAddress, DeviceState>();
        foreach (var address in Addresses(template, snapshot))
        {
            devices[address] = await references.Device(address).Snapshot(_generation);
        }

        var groups = new SortedDictionary<int, GroupRecord>();
        for (var number = 0; number < snapshot.GroupNumbers; number++)
        {
            groups[number] = await references.Group(number).Snapshot(_generation);
        }

        var units = new SortedDictionary<string, UnitState>(StringComparer.Ordinal);
        var stale = new List<string>();
        foreach (var unit in snapshot.Registered.Select(device => device.Unit).OfType<string>().Union(template.Units.Keys))
        {
            var grain = _grains.GetGrain<IIommuUnitGrain>(HostKey.Unit(references.Key, unit));
            units[unit] = await grain.Snapshot(_generation);
            stale.AddRange((await grain.Stale(_generation)).Select(entry => $"{unit}: {entry}"));
        }

        return new HostFacts
        {
            Host = references.Key,
            IsDown = snapshot.IsDown,
            Registered = [.. snapshot.Registered.Select(device => new RegisteredFact(device.Address, device.Group))],
            Devices = devices,
            Groups = groups,
            Units = units,
            Stale = [.. stale],
        };
    }

    private ValueTask<GroupReply> Ask(IIommuGroupGrain grain, GroupCall call) =>
        ProtocolSpan.Around(call.Verb, grain, call, _generation, static (grain, call, fleet) => grain.Execute(call, fleet));

    private static async ValueTask<GroupReply> Recorded(RecordedCall recorded, ValueTask<GroupReply> asked)
    {
        var reply = await asked;
        recorded.Answered(reply);
        return reply;
    }

    /// <summary>What is registered, what was at boot, and what its slots can hold.</summary>
    private static ImmutableSortedSet<PciAddress> Addresses(HostTemplate template, HostSnapshot snapshot) =>
    [
        .. snapshot.Registered.Select(device => device.Address),
        .. template.Devices.Keys,
        .. template.Slots.SelectMany(slot => slot.Functions).Select(function => function.Address),
    ];

    private IAddressSpaceGrain AddressSpace(int host, string process) =>
        _grains.GetGrain<IAddressSpaceGrain>(HostKey.AddressSpace(HostKey.Of(host), process));

    private HostReferences Of(int host) =>
        _hosts.TryGetValue(host, out var known)
            ? known
            : _hosts.GetOrAdd(host, static (index, grains) => new HostReferences(grains, HostKey.Of(index)), _grains);

    public void Dispose() => _report.Dispose();

    private sealed class HostReferences(IGrainFactory grains, string key)
    {
        private readonly ConcurrentDictionary<int, IIommuGroupGrain> _groups = new();
        private readonly ConcurrentDictionary<PciAddress, IDeviceGrain> _devices = new();
        private readonly ConcurrentDictionary<string, IIommuUnitGrain> _units = new();

        public string Key => key;

        public IHostGrain Host { get; } = grains.GetGrain<IHostGrain>(key);

        public IIommuGroupGrain Group(int number) => _groups.TryGetValue(number, out var known)
            ? known
            : _groups.GetOrAdd(number, grains.GetGrain<IIommuGroupGrain>(HostKey.Group(key, number)));

        public IIommuUnitGrain Unit(string name) => _units.TryGetValue(name, out var known)
            ? known
            : _units.GetOrAdd(name, grains.GetGrain<IIommuUnitGrain>(HostKey.Unit(key, name)));

        public IDeviceGrain Device(PciAddress address) => _devices.TryGetValue(address, out var known)
            ? known
            : _devices.GetOrAdd(address, grains.GetGrain<IDeviceGrain>(HostKey.Device(key, address)));
    }
}
