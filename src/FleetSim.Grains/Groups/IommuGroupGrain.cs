using System.Diagnostics;
using System.Globalization;
using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Fleets;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Invariants;

namespace FleetSim.Grains.Groups;

/// <summary>Runtime shell of one group: drives <see cref="GroupProtocol"/>, programs its units, watches the
/// invariants, reports.</summary>
/// <remarks>Not reentrant: while a unit is being programmed, later calls wait as they wait for
/// <c>group->mutex</c>.</remarks>
[HomePlacement]
public sealed class IommuGroupGrain(FleetCatalogue catalogue, TimeProvider time)
    : HostPartGrain(catalogue), IIommuGroupGrain
{
    private readonly Dictionary<string, IIommuUnitGrain> _units = new(1, StringComparer.Ordinal);
    private int _number;
    private GroupRecord _record = GroupRecord.Empty;
    private OperationResults<GroupReply>? _results;
    private IsolationInvariants _broken;

    /// <summary>The state before the call in progress; empty between calls, so that no group keeps two states.</summary>
    private GroupState _before = GroupState.Empty;

    public ValueTask<GroupReply> Execute(GroupCall call, FleetGeneration fleet) =>
        IsPlain(fleet) && _record.Step is null ? Carry(call) : CarryUnlessStopped(call, fleet);

    public async Task<GroupRecord> Snapshot(FleetGeneration fleet)
    {
        await Require(fleet);
        return _record;
    }

    private protected override void Begin()
    {
        _number = int.Parse(HostKey.PartOf(this.GetPrimaryKeyString()), CultureInfo.InvariantCulture);
        _record = _number < Host.Template.Groups.Length ? Host.Template.Groups[_number] : GroupRecord.Empty;
        _results = null;
        Fleet.Instruments.GroupActivated(1);
        Fleet.Instruments.OwnershipChanged(GroupState.Empty, _record.State);
        _broken = Fleet.ChecksInvariants ? IsolationChecker.Broken(_record.State) : IsolationInvariants.None;
    }

    private protected override void End()
    {
        Fleet.Instruments.GroupActivated(-1);
        Fleet.Instruments.OwnershipChanged(_record.State, GroupState.Empty);
    }

    private ValueTask<GroupReply> Carry(GroupCall call)
    {
        if (_results is not null && _results.TryGet(call.Id, time.Monotonic(), out var earlier))
        {
            return new(earlier); // A retry: claims are not idempotent.
        }

        var started = Fleet.Instruments.TimesClaims ? Stopwatch.GetTimestamp() : 0;
        _before = _record.State;
        var move = GroupProtocol.Begin(Fleet.Policy, _number, _record, call);
        _record = move.Record;
        return move.Call is null
            ? new(Finished(call, move.Reply, started))
            : Program(call, move.Call, started);
    }

    /// <summary>Where a unit failed in the middle of an earlier call, that one is finished first.</summary>
    private async ValueTask<GroupReply> CarryUnlessStopped(GroupCall call, FleetGeneration fleet)
    {
        if (await IsStopped(fleet))
        {
            return Answered(call, new GroupReply(Errno.EHOSTDOWN));
        }

        if (_record.Step is { } cutOff)
        {
            await Program(cutOff.Call, GroupProtocol.Resume(_record).Call!, started: 0);
        }

        var reply = await Carry(call);
        if (reply.Panicked)
        {
            await GrainFactory.GetGrain<IHostGrain>(Host.Key).Stop(fleet); // Before anybody hears of it.
        }

        return reply;
    }

    private async ValueTask<GroupReply> Program(GroupCall call, UnitOrder order, long started)
    {
        while (true)
        {
            var reply = await Unit(order.Unit).Execute(order.Call, Fleet.Generation);
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
            unit = GrainFactory.GetGrain<IIommuUnitGrain>(HostKey.Unit(Host.Key, name));
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

        if (started != 0)
        {
            Fleet.Instruments.ClaimTook(Stopwatch.GetElapsedTime(started), call.Verb);
        }

        return Answered(call, reply);
    }

    /// <summary>Counts an invariant each time a group begins to break it.</summary>
    private void Changed(GroupCall call, GroupState before, GroupState after)
    {
        Fleet.Instruments.OwnershipChanged(before, after);
        if (!Fleet.ChecksInvariants)
        {
            return;
        }

        var broken = IsolationChecker.Broken(after);
        var begun = broken & ~_broken;
        _broken = broken;
        if (begun != IsolationInvariants.None)
        {
            Fleet.Instruments.Violations.Add(begun);
            Fleet.Incidents.Add(this.GetPrimaryKeyString(), call, begun);
        }
    }

    private GroupReply Answered(GroupCall call, GroupReply reply)
    {
        Fleet.Instruments.GroupAnswered(call.Verb, reply);
        return reply;
    }
}
