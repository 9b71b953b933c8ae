using FleetSim.Verification.Exploration.Turns;

namespace FleetSim.Verification.Exploration.States;

internal sealed partial class StateEncoder
{
    private void Write(ActorState actor)
    {
        _out.Number(actor.At);
        _out.Number(actor.Serving.Length);
        foreach (var cell in actor.Serving)
        {
            _out.Number(cell);
        }

        Write(actor.Pending);
        _out.Number(actor.Holds.Length);
        foreach (var hold in actor.Holds)
        {
            _out.Number(hold.Group);
            _out.Number(hold.Incarnation);
            _out.Number(hold.Epoch);
            _out.Number(hold.Device);
            _out.Flag(hold.OfGroup);
            _out.Flag(hold.HasAttached);
            _out.Byte((byte)hold.Life);
        }
    }

    private void Write(Message? message)
    {
        switch (message)
        {
            case null:
                _out.Byte(0);
                break;
            case Request request:
                Write(request);
                break;
            case Answer answer:
                Write(answer);
                break;
            default:
                throw new ArgumentException("a message is a request or an answer", nameof(message));
        }
    }

    private void Write(Request request)
    {
        _out.Byte(1);
        _out.Number(request.Cell);
        switch (request)
        {
            case HostRequest host:
                Write(host.Call);
                break;
            case DeviceRequest device:
                Write(device.Call);
                break;
            case GroupRequest group:
                Write(group.Call);
                break;
            case UnitRequest unit:
                Write(unit.Call);
                break;
            default:
                throw new ArgumentException("a request that no state keeps", nameof(request));
        }
    }

    private void Write(Answer answer)
    {
        switch (answer)
        {
            case HostAnswer host:
                _out.Byte(2);
                Write(host.Reply);
                break;
            case DeviceAnswer device:
                _out.Byte(3);
                Write(device.Reply);
                break;
            case GroupAnswer group:
                _out.Byte(4);
                Write(group.Reply);
                break;
            case UnitAnswer unit:
                _out.Byte(5);
                _out.Number(unit.Reply.Programmed);
                _out.Flag(unit.Reply.Unknown);
                break;
            default:
                throw new ArgumentException("an answer that no state keeps", nameof(answer));
        }
    }
}
