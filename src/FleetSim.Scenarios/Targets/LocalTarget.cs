using System.Diagnostics.Metrics;
using FleetSim.Contracts;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Telemetry;
using FleetSim.Verification.Audit;
using FleetSim.Verification.History.Recording;
using FleetSim.Verification.Invariants;

namespace FleetSim.Scenarios.Targets;

/// <summary>A fleet in this process, without grains: the same protocols, one call at a time, always in the same
/// order.</summary>
public sealed class LocalTarget : IFleetTarget, IDisposable
{
    private readonly SortedDictionary<int, LocalHost> _hosts = [];
    private readonly IncidentLog _incidents = new();
    private readonly Meter _meter = new(TelemetryNames.Meter);
    private readonly bool _checks;

    /// <param name="continuousChecks">Isolation invariants are evaluated after every change of a group.</param>
    /// <param name="history">Calls to groups are written down.</param>
    public LocalTarget(Fleet fleet, bool continuousChecks, bool history = true)
    {
        History = history ? new HistoryRecorder(new CallCounter(), writers: 1) : HistoryRecorder.Off;
        Fleet = fleet;
        Instruments = new FleetInstruments(_meter, fleet.Policy.Name);
        _checks = continuousChecks;
    }

    public Fleet Fleet { get; }

    public FleetInstruments Instruments { get; }

    /// <summary>None: here a broken invariant ends the run with its exception.</summary>
    public IReadOnlyCollection<string> BrokenInvariants => [];

    public IReadOnlyCollection<string> Incidents => _incidents.Texts;

    public HistoryRecorder History { get; }

    public ValueTask<HostReply> Host(int host, HostCall call)
    {
        var reply = Of(host).Execute(call);
        Instruments.Hotplug.Add((int)call.Verb, reply.Errno);
        return new(reply);
    }

    public ValueTask<DeviceReply> Device(int host, PciAddress device, DeviceCall call)
    {
        var reply = Of(host).Execute(device, call);
        Instruments.Binds.Add((int)call.Verb, reply.Errno);
        return new(reply);
    }

    public ValueTask<GroupReply> Group(int host, int group, GroupCall call) => new(Of(host).Execute(group, call));

    public ValueTask<HostFacts> Inspect(int host)
    {
        var local = Of(host);
        return new(new HostFacts
        {
            Host = HostKey.Of(host),
            IsDown = local.IsDown,
            Registered = [.. local.State.Registered.Functions.Select(function =>
                new RegisteredFact(function.Address, local.State.Groups.GroupOf(function.Address)))],
            Devices = local.Devices,
            Groups = local.Groups,
            Units = local.Units,
        });
    }

    public void Dispose() => _meter.Dispose();

    private LocalHost Of(int host)
    {
        if (!_hosts.TryGetValue(host, out var local))
        {
            local = new LocalHost(Fleet.Policy, Fleet.TemplateOf(host));
            local.Answered = (group, call, before, after, reply) =>
            {
                History.Begin(host, group, call).Answered(reply);
                Answered(HostKey.Group(HostKey.Of(host), group), call, before, after, reply);
            };
            _hosts.Add(host, local);
            Came(local);
        }

        return local;
    }

    /// <summary>What grains count when they are activated: here a host comes as a whole.</summary>
    private void Came(LocalHost host)
    {
        Instruments.HostActivated(1);
        Instruments.DeviceActivated(host.Devices.Count);
        Instruments.GroupActivated(host.Groups.Count);
        foreach (var group in host.Groups.Values)
        {
            Instruments.OwnershipChanged(GroupState.Empty, group.State);
        }
    }

    private void Answered(string group, GroupCall call, GroupState before, GroupState after, GroupReply reply)
    {
        Instruments.GroupAnswered(call.Verb, reply);
        if (reply.Panicked)
        {
            Instruments.HostPanicked();
        }

        Instruments.OwnershipChanged(before, after);
        if (_checks && !ReferenceEquals(before, after))
        {
            var begun = IsolationChecker.Broken(after) & ~IsolationChecker.Broken(before);
            if (begun != IsolationInvariants.None)
            {
                Instruments.Violations.Add(begun);
                _incidents.Add(group, call, begun);
            }
        }
    }
}
