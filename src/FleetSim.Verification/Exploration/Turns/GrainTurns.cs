using FleetSim.Model.Drivers;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>Drives the protocols turn by turn, as the grains do: the one place that reads their moves.</summary>
internal sealed class GrainTurns(OwnershipPolicy policy, DriverCatalogue drivers, Layout layout, StateEncoder encoder)
{
    /// <summary>A call arrives at a grain that is not busy.</summary>
    public Move Begin(Cell cell, Request request) => (cell, request) switch
    {
        (HostCell host, HostRequest { Call: var call }) => Of(host, HostProtocol.Begin(host.State, call)),
        (DeviceCell device, DeviceRequest { Call: var call }) =>
            Of(device, request.Cell, DeviceProtocol.Begin(drivers, device.State, call)),
        (GroupCell group, GroupRequest { Call: var call }) =>
            Of(group, request.Cell, GroupProtocol.Begin(policy, request.Cell - layout.FirstGroup, group.Record, call)),
        (UnitCell unit, UnitRequest order) => Execute(unit, order),
        _ => throw new ArgumentException($"a {cell.GetType().Name} takes no {request.GetType().Name}"),
    };

    /// <summary>The answer of what a grain has asked arrives.</summary>
    /// <param name="number">Number of the grain.</param>
    public Move Next(Cell cell, int number, Answer answer) => (cell, answer) switch
    {
        (HostCell host, DeviceAnswer { Reply: var reply }) => Of(host, HostProtocol.Next(host.State, reply)),
        (DeviceCell device, GroupAnswer { Reply: var reply }) =>
            Of(device, number, DeviceProtocol.Next(drivers, device.State, reply)),
        (GroupCell group, UnitAnswer { Reply: var reply }) =>
            Of(group, number, GroupProtocol.Next(group.Record, reply)),
        _ => throw new ArgumentException($"a {cell.GetType().Name} asked for no {answer.GetType().Name}"),
    };

    private Move Of(HostCell host, HostMove move) => new(
        ReferenceEquals(move.State, host.State) ? host : encoder.Cell(Layout.Host, move.State),
        move.Call is { } order ? new DeviceRequest(layout.Device(order.Device), order.Call) : null,
        move.Call is null ? new HostAnswer(move.Reply) : null);

    private Move Of(DeviceCell device, int number, DeviceMove move) => new(
        ReferenceEquals(move.State, device.State) ? device : encoder.Cell(number, move.State),
        move.Call is { } call ? new GroupRequest(layout.Group(move.State.Group!.Value.Id), call) : null,
        move.Call is null ? new DeviceAnswer(move.Reply) : null);

    private Move Of(GroupCell group, int number, GroupMove move) => new(
        ReferenceEquals(move.Record, group.Record) ? group : encoder.Cell(number, move.Record),
        move.Call is { } order ? new UnitRequest(layout.Unit(order.Unit), order.Call) : null,
        move.Call is null ? new GroupAnswer(move.Reply) : null);

    private Move Execute(UnitCell unit, UnitRequest order)
    {
        var (next, reply) = unit.State.Execute(order.Call);
        return new Move(encoder.Cell(order.Cell, next), null, new UnitAnswer(reply));
    }
}
