using System.Collections.Immutable;
using FleetSim.Model.Protocols;
using FleetSim.Model.Protocols.DeviceActions;

namespace FleetSim.Verification.Exploration.States;

internal sealed partial class StateEncoder
{
    private void Write(DeviceState device)
    {
        Write(device.Function);
        Write(device.Group);
        _out.Text(device.Unit);
        _out.Number((int)device.Requester.Value);
        Write(device.Driver);
        _out.Text(device.DriverOverride);
        Write(device.Attached);
        _out.Flag(device.AttachedAsGroup);
        if (IsThere(device.Step))
        {
            Write(device.Step!);
        }

        _out.Number(device.OpenFiles);
        _out.Number(device.ArmedEvent);
        _out.Number(device.EventsArmed);
        _out.Number(device.Events?.Count ?? -1);
        foreach (var (number, count) in device.Events ?? ImmutableSortedDictionary<int, int>.Empty)
        {
            _out.Number(number);
            _out.Number(count);
        }

        _out.Number(device.Waiting?.Count ?? -1);
        foreach (var call in device.Waiting ?? [])
        {
            Write(call);
        }
    }

    private void Write(DeviceStep step)
    {
        Write(step.Call);
        _out.Byte((byte)step.Phase);
        Write(step.Driver);
        _out.Flag(step.Warned);
        _out.Number((int)step.BindRefusal);
    }

    private void Write(DeviceCall call)
    {
        _out.Byte((byte)call.Verb);
        Write(call.Id);
        switch (call.Action)
        {
            case Appear appear:
                Write(appear.Function);
                WriteMembership(appear.Membership);
                break;
            case SetOverride set:
                _out.Text(set.Driver);
                break;
            case Bind bind:
                _out.Text(bind.Driver);
                break;
            default:
                WriteOfUser(call.Action);
                break;
        }
    }

    private void WriteMembership(Membership? membership)
    {
        if (IsThere(membership))
        {
            Write(membership!.Group);
            Write(membership.Member);
            Write(membership.Type);
            Write(membership.Iommu);
        }
    }

    private void WriteOfUser(DeviceAction action)
    {
        switch (action)
        {
            case AttachDevice attach:
                Write(attach.Domain);
                break;
            case AttachGroup attach:
                Write(attach.Domain);
                break;
            case Claim claim:
                _out.Number(claim.Owner.Value);
                break;
            case Release release:
                _out.Number(release.Owner.Value);
                _out.Number(release.Epoch);
                break;
            case OpenFile open:
                _out.Number(open.Group);
                _out.Number(open.Opened);
                _out.Flag(open.HasIommu);
                break;
            case ReadEvent read:
                _out.Number(read.Event);
                break;
            case DropEvent drop:
                _out.Number(drop.Event);
                break;
        }
    }

    private void Write(DeviceReply reply)
    {
        _out.Number((int)reply.Errno);
        _out.Text(reply.Driver);
        _out.Number((int)reply.BindRefusal);
        _out.Number(reply.Epoch);
        Write(reply.Group);
        _out.Flag(reply.Warned);
        _out.Flag(reply.Panicked);
        _out.Flag(reply.Blocked);
        _out.Flag(reply.LeftContainer);
        _out.Flag(reply.EndedRemoval);
        _out.Number(reply.Value);
    }
}
