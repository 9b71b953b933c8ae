using FleetSim.Model.Protocols;

namespace FleetSim.Verification.Exploration.States;

internal sealed partial class StateEncoder
{
    private void Write(DeviceState device)
    {
        Write(device.Function);
        Write(device.Group);
        Write(device.Driver);
        _out.Text(device.DriverOverride);
        Write(device.Attached);
        _out.Flag(device.AttachedAsGroup);
        if (IsThere(device.Step))
        {
            Write(device.Step!);
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
    }
}
