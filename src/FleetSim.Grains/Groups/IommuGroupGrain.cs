using System.Diagnostics;
using System.Globalization;
using FleetSim.Contracts;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Telemetry;
using FleetSim.Verification.Invariants;

namespace FleetSim.Grains.Groups;

/// <summary>Runtime shell of one group: drives <see cref="GroupProtocol"/>, programs its units, watches the
/// invariants, reports.</summary>
/// <remarks>Not reentrant: while a unit is being programmed, later calls wait as they wait for
/// <c>group->mutex</c>.</remarks>
[HomePlacement]
public sealed class IommuGroupGrain(
    Fleet fleet,
    HostLiveness liveness,
    FleetInstruments instruments,
    IncidentLog incidents,
    FleetChecks checks,
    TimeProvider time)
    : Grain, IIommuGroupGrain
{
    private readonly Dictionary<string, IIommuUnitGrain> _units = new(1, StringComparer.Ordinal);
    private FleetHost _host;
    private int _number;
    private GroupRecord _record = GroupRecord.Empty;
    private OperationResults<GroupReply>? _results;
    private IsolationInvariants _broken;

    /// <summary>The state before the call in progress; empty between calls, so that no group keeps two states.</summary>
    private GroupState _before = GroupState.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _host = FleetHost.Of(this.GetGrainId(), fleet);
        _number = int.Parse(HostKey.PartOf(this.GetPrimaryKeyString()), CultureInfo.InvariantCulture);
        _record = _number < _host.Template.Groups.Length ? _host.Template.Groups[_number] : GroupRecord.Empty;
        instruments.GroupActivated(1);
        instruments.OwnershipChanged(GroupState.Empty, _record.State);
        _broken = checks.Continuous ? IsolationChecker.Broken(_record.State) : IsolationInvariants.None;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        instruments.GroupActivated(-1);
        instruments.OwnershipChanged(_record.State, GroupState.Empty);
        return Task.CompletedTask;
    }

    public ValueTask<GroupReply> Execute(GroupCall call)
    {
        if (liveness.IsDown(_host.Key))
        {
            return new(Answered(call, new GroupReply(Errno.EHOSTDOWN)));
        }

        return _record.Step is null ? Carry(call) : CarryAfterCutOff(call);
    }

    public Task<GroupRecord> Snapshot() => Task.FromResult(_record);

    private ValueTask<GroupReply> Carry(GroupCall call)
    {
        if (_results is not null && _results.TryGet(call.Id, time.Monotonic(), out var earlier))
        {
            return new(earlier); // A retry: claims are not idempotent.
        }

        var started = instruments.TimesClaims ? Stopwatch.GetTimestamp() : 0;
        _before = _record.State;
        var move = GroupProtocol.Begin(fleet.Policy, _number, _record, call);
        _record = move.Record;
        return move.Call is null
            ? new(Finished(call, move.Reply, started))
            : Program(call, move.Call, started);
    }

    /// <summary>A unit failed in the middle of an earlier call: that one is finished first.</summary>
    private async ValueTask<GroupReply> CarryAfterCutOff(GroupCall call)
    {
        await Program(_record.Step!.Call, GroupProtocol.Resume(_record).Call!, started: 0);
        return await Carry(call);
    }

    private async ValueTask<GroupReply> Program(GroupCall call, UnitOrder order, long started)
    {
        while (true)
        {
            var reply = await Unit(order.Unit).Execute(order.Call);
            var move = GroupProtocol.Next(_record, reply);
            _record = move.Record;
            if (move.Call is null)
            {
                return Finished(call, move.Reply, started);
            }

            order = move.Call;
        }
    }

    private IIommuUnitGrain Unit(string name)
    {
        if (!_units.TryGetValue(name, out var unit))
        {
            unit = GrainFactory.GetGrain<IIommuUnitGrain>(HostKey.Unit(_host.Key, name));
            _units.Add(name, unit);
        }

        return unit;
    }

    private GroupReply Finished(GroupCall call, GroupReply reply, long started)
    {
        var after = _record.State;
        if (!ReferenceEquals(_before, after))
        {
            Changed(call, _before, after);
        }

        _before = GroupState.Empty;
        if (!call.Id.IsNone)
        {
            (_results ??= new()).Add(call.Id, reply, time.Monotonic());
        }

        if (reply.Panicked && liveness.Stop(_host.Key))
        {
            instruments.HostPanicked();
        }

        if (started != 0)
        {
            instruments.ClaimTook(Stopwatch.GetElapsedTime(started), call.Verb);
        }

        return Answered(call, reply);
    }

    /// <summary>Counts an invariant each time a group begins to break it.</summary>
    private void Changed(GroupCall call, GroupState before, GroupState after)
    {
        instruments.OwnershipChanged(before, after);
        if (!checks.Continuous)
        {
            return;
        }

        var broken = IsolationChecker.Broken(after);
        var begun = broken & ~_broken;
        _broken = broken;
        if (begun != IsolationInvariants.None)
        {
            instruments.Violations.Add(begun);
            incidents.Add(this.GetPrimaryKeyString(), call, begun);
        }
    }

    private GroupReply Answered(GroupCall call, GroupReply reply)
    {
        instruments.GroupAnswered(call.Verb, reply);
        return reply;
    }
}
