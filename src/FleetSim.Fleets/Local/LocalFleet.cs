using FleetSim.Contracts;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Telemetry;
using FleetSim.Verification.Audit;
using FleetSim.Verification.Invariants;

namespace FleetSim.Fleets.Local;

/// <summary>A fleet in this process, without grains: the same protocols, one call at a time, always in the same
/// order.</summary>
public class LocalFleet : IFleet
{
    private readonly SortedDictionary<int, LocalHost> _hosts = [];
    private readonly LocalReport _report;
    private readonly bool _checks;
    private TimeProvider? _time;

    /// <param name="continuousChecks">Isolation invariants are evaluated after every change of a group.</param>
    /// <param name="history">Calls to groups are written down.</param>
    public LocalFleet(Fleet fleet, bool continuousChecks, bool history = true)
    {
        Fleet = fleet;
        _report = new LocalReport(fleet.Policy.Name, history);
        _checks = continuousChecks;
    }

    public Fleet Fleet { get; }

    public bool TakesTime => false;

    public IFleetReport Report => _report;

    public void LiveIn(TimeProvider time) => _time = time;

    public ValueTask<HostReply> Host(int host, HostCall call) => new(Watched(host, call, local => local.Execute(call)));

    public ValueTask<DeviceReply> Device(int host, PciAddress device, DeviceCall call) =>
        new(Watched(host, call, local => local.Execute(device, call)));

    public ValueTask<GroupReply> Group(int host, int group, GroupCall call) =>
        new(Watched(host, call, local => local.Execute(group, call)));

    public ValueTask<AddressSpaceReply> Process(int host, string process, AddressSpaceCall call) =>
        new(Watched(host, call, local => local.Execute(process, call)));

    public ValueTask<TranslationReply> Dma(int host, string process, DmaCall call) =>
        new(Counted(Watched(host, call, local => local.Dma(process, call))));

    public ValueTask<TranslationReply> DeviceDma(int host, PciAddress device, TranslationBatch batch) =>
        new(Counted(Watched(host, batch, local => local.Dma(device, batch))));

    public ValueTask<KernelDmaReply> MapForKernel(int host, PciAddress device, KernelDmaCall call) =>
        new(Watched(host, call, local => local.Execute(device, call)));

    public ValueTask<TranslationReply> Translate(int host, string unit, TranslationBatch batch) =>
        new(Counted(Watched(host, batch, local => local.Translate(unit, batch))));

    public ValueTask Activate(int host)
    {
        Of(host);
        return ValueTask.CompletedTask;
    }

    public ValueTask<HostFacts> Inspect(int host) => new(HostFacts.Of(HostKey.Of(host), Of(host)));

    public void Dispose()
    {
        _report.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A unit has answered a batch.</summary>
    protected virtual TranslationReply Counted(TranslationReply reply)
    {
        _report.Instruments.Translations.Translated(reply);
        return reply;
    }

    /// <summary>
    /// A host whose bookkeeping broke begins anew, as an activation does; the run fails because of it.
    /// </summary>
    private TReply Watched<TReply>(int host, object call, Func<LocalHost, TReply> execute)
    {
        try
        {
            var local = Of(host);
            local.AdvanceTo(_time?.GetElapsedTime(0) ?? TimeSpan.Zero);
            return execute(local);
        }
        catch (InvariantViolationException violation)
        {
            _report.Broke($"{HostKey.Of(host)}: {violation.Id} broken by {call}");
            if (_hosts.Remove(host, out var gone))
            {
                Activated(gone, -1);
            }

            throw;
        }
    }

    private LocalHost Of(int host)
    {
        if (!_hosts.TryGetValue(host, out var local))
        {
            local = new LocalHost(Fleet.Policy, Fleet.TemplateOf(host), new Observer(this, host));
            _hosts.Add(host, local);
            Activated(local, 1);
        }

        return local;
    }

    /// <summary>What grains count when they are activated: here a host comes and goes as a whole.</summary>
    /// <param name="change">1 or -1.</param>
    private void Activated(LocalHost host, int change)
    {
        _report.Instruments.HostActivated(change);
        _report.Instruments.DeviceActivated(change * host.Devices.Count);
        _report.Instruments.GroupActivated(change * host.Groups.Count);
        foreach (var group in host.Groups.Values)
        {
            var (before, after) = change > 0 ? (GroupState.Empty, group.State) : (group.State, GroupState.Empty);
            _report.Instruments.OwnershipChanged(before, after);
        }
    }

    /// <summary>Counts and checks what the grains of one host count and check.</summary>
    private sealed class Observer(LocalFleet target, int host) : ILocalHostObserver
    {
        private readonly FleetInstruments _instruments = target._report.Instruments;
        private bool _isDown;

        public void HostAnswered(HostCall call, HostReply reply)
        {
            if (call.Verb != HostVerb.GoOn)
            {
                _instruments.Hotplug.Add((int)call.Verb, reply.Errno);
            }
        }

        public void DeviceAnswered(PciAddress device, DeviceCall call, DeviceReply reply) =>
            _instruments.Binds.Add((int)call.Verb, reply.Errno);

        public void GroupAnswered(int group, GroupCall call, GroupState before, GroupState after, GroupReply reply)
        {
            target._report.Calls.Begin(host, group, call).Answered(reply);
            _instruments.GroupAnswered(call.Verb, reply);
            if (reply.Panicked && !_isDown)
            {
                _isDown = true;
                _instruments.HostPanicked();
            }

            if (!ReferenceEquals(before, after))
            {
                Changed(group, call, before, after);
            }
        }

        private void Changed(int group, GroupCall call, GroupState before, GroupState after)
        {
            _instruments.OwnershipChanged(before, after);
            var begun = target._checks
                ? IsolationChecker.Broken(after) & ~IsolationChecker.Broken(before)
                : IsolationInvariants.None;
            if (begun != IsolationInvariants.None)
            {
                _instruments.Violations.Add(begun);
                target._report.Places.Add(HostKey.Group(HostKey.Of(host), group), call, begun);
            }
        }
    }
}
