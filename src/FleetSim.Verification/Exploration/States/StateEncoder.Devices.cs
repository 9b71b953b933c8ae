using System.Collections.Immutable;
using FleetSim.Model.Protocols;

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
        Write(call.Function);
        if (IsThere(call.Member))
        {
            Write(call.Member!);
        }

        Write(call.Group);
        Write(call.Type);
        _out.Number(call.Epoch);
        _out.Text(call.Driver);
        _out.Number(call.Owner.Value);
        Write(call.Domain);
        Write(call.Iommu);
        _out.Number(call.Opened);
        _out.Flag(call.HasIommu);
        _out.Number(call.Event);
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
