using System.Collections.Concurrent;
using System.Collections.Immutable;
using FleetSim.Contracts;
using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Telemetry;
using FleetSim.Verification.Audit;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Scenarios.Targets;

/// <summary>A fleet of grains.</summary>
/// <remarks>Keeps the references of the hosts it has touched: looking one up costs as much as half a call.</remarks>
public sealed class GrainTarget(
    IGrainFactory grains,
    Fleet fleet,
    FleetInstruments instruments,
    IReadOnlyCollection<string> brokenInvariants,
    IReadOnlyCollection<string> incidents,
    HistoryRecorder? history = null) : IFleetTarget
{
    private const string TranslateSpan = "translate";
    private const string DmaSpan = "dma";

    private readonly ConcurrentDictionary<int, HostReferences> _hosts = new();

    public Fleet Fleet => fleet;

    public FleetInstruments Instruments => instruments;

    public IReadOnlyCollection<string> BrokenInvariants => brokenInvariants;

    public IReadOnlyCollection<string> Incidents => incidents;

    public HistoryRecorder History { get; } = history ?? HistoryRecorder.Off;

    public ValueTask<HostReply> Host(int host, HostCall call) =>
        ProtocolSpan.Around(
            call.Verb, Of(host).Host, call, static (grain, call) => new ValueTask<HostReply>(grain.Execute(call)));

    public ValueTask<DeviceReply> Device(int host, PciAddress device, DeviceCall call) =>
        ProtocolSpan.Around(
            call.Verb,
            Of(host).Device(device),
            call,
            static (grain, call) => new ValueTask<DeviceReply>(grain.Execute(call)));

    public ValueTask<GroupReply> Group(int host, int group, GroupCall call)
    {
        var grain = Of(host).Group(group);
        var recorded = History.Begin(host, group, call);
        return recorded.IsRecorded ? Recorded(recorded, Ask(grain, call)) : Ask(grain, call);
    }

    public ValueTask<AddressSpaceReply> Process(int host, string process, AddressSpaceCall call) =>
        ProtocolSpan.Around(
            call.Verb,
            AddressSpace(host, process),
            call,
            static (grain, call) => new ValueTask<AddressSpaceReply>(grain.Execute(call)));

    public ValueTask<TranslationReply> Dma(int host, string process, DmaCall call) =>
        ProtocolSpan.Around(
            DmaSpan,
            AddressSpace(host, process),
            call,
            static (grain, call) => new ValueTask<TranslationReply>(grain.Dma(call)));

    public ValueTask<TranslationReply> DeviceDma(int host, PciAddress device, TranslationBatch batch) =>
        ProtocolSpan.Around(
            DmaSpan,
            Of(host).Device(device),
            batch,
            static (grain, batch) => new ValueTask<TranslationReply>(grain.Dma(batch)));

    public async ValueTask<KernelDmaReply> MapForKernel(int host, PciAddress device, KernelDmaCall call) =>
        await Of(host).Device(device).MapForKernel(call);

    /// <summary>The grain of a unit.</summary>
    public IIommuUnitGrain Unit(int host, string name) => Of(host).Unit(name);

    public ValueTask<TranslationReply> Translate(int host, string unit, TranslationBatch batch) =>
        ProtocolSpan.Around(TranslateSpan, Unit(host, unit), batch, static (grain, batch) => grain.Translate(batch));

    public async ValueTask Activate(int host)
    {
        var key = HostKey.Of(host); // References are kept for what the load uses, and this may be a large fleet.
        var snapshot = await grains.GetGrain<IHostGrain>(key).Snapshot();
        foreach (var unit in fleet.TemplateOf(host).Units.Keys)
        {
            await grains.GetGrain<IIommuUnitGrain>(HostKey.Unit(key, unit)).Snapshot();
        }

        for (var number = 0; number < snapshot.GroupNumbers; number++)
        {
            await grains.GetGrain<IIommuGroupGrain>(HostKey.Group(key, number)).Snapshot();
        }

        foreach (var device in snapshot.Registered)
        {
            await grains.GetGrain<IDeviceGrain>(HostKey.Device(key, device.Address)).Snapshot();
        }
    }

    public async ValueTask<HostFacts> Inspect(int host)
    {
        var references = Of(host);
        var template = fleet.TemplateOf(host);
        var snapshot = await references.Host.Snapshot();
        var devices = new SortedDictionary<PciAddress, DeviceState>();
        foreach (var address in Addresses(template, snapshot))
        {
            devices[address] = await references.Device(address).Snapshot();
        }

        var groups = new SortedDictionary<int, GroupRecord>();
        for (var number = 0; number < snapshot.GroupNumbers; number++)
        {
            groups[number] = await references.Group(number).Snapshot();
        }

        var units = new SortedDictionary<string, UnitState>(StringComparer.Ordinal);
        var stale = new List<string>();
        foreach (var unit in snapshot.Registered.Select(device => device.Unit).OfType<string>().Union(template.Units.Keys))
        {
            var grain = grains.GetGrain<IIommuUnitGrain>(HostKey.Unit(references.Key, unit));
            units[unit] = await grain.Snapshot();
            stale.AddRange((await grain.Stale()).Select(entry => $"{unit}: {entry}"));
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

    private static ValueTask<GroupReply> Ask(IIommuGroupGrain grain, GroupCall call) =>
        ProtocolSpan.Around(call.Verb, grain, call, static (grain, call) => grain.Execute(call));

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
        grains.GetGrain<IAddressSpaceGrain>(HostKey.AddressSpace(HostKey.Of(host), process));

    private HostReferences Of(int host) =>
        _hosts.TryGetValue(host, out var known)
            ? known
            : _hosts.GetOrAdd(host, static (index, grains) => new HostReferences(grains, HostKey.Of(index)), grains);

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
