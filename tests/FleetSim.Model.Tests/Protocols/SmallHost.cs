using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Groups;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Tests.Protocols;

/// <summary>
/// Devices in one group behind one unit: the group answers the devices' calls, the unit the group's orders.
/// </summary>
internal sealed class SmallHost(OwnershipPolicy policy, DriverCatalogue? drivers = null)
{
    private static readonly GroupKey Key = new(3, 1);

    private readonly Dictionary<PciAddress, DeviceState> _devices = [];
    private readonly DriverCatalogue _drivers = drivers ?? DriverCatalogue.Standard;

    public GroupRecord Record { get; private set; } = GroupRecord.Empty;

    public GroupState Group => Record.State;

    public UnitState Unit { get; private set; } = UnitState.Empty;

    /// <summary>Every call that reached the group and every order that reached the unit, in order.</summary>
    public List<string> Trace { get; } = [];

    public DeviceState this[PciFunction function] => _devices.GetValueOrDefault(function.Address, DeviceState.Absent);

    /// <summary>Hot-adds a function; <paramref name="grouped"/> is false for one that no unit translates.</summary>
    public DeviceReply Add(PciFunction function, bool offer = true, bool grouped = true) => Call(
        function,
        DeviceCall.Appear(
            function,
            grouped ? Key : null,
            grouped
                ? new GroupMember
                {
                    Device = function.Address,
                    Rids = [new Rid(function.Address.Bus, function.Address.Devfn)],
                    Unit = "dmar0",
                    IsBridge = function.IsBridge,
                    RequiresDirectMapping = function.RequiresDirectMapping,
                }
                : null,
            offer));

    public DeviceReply Call(PciFunction function, DeviceCall call)
    {
        var move = DeviceProtocol.Begin(_drivers, this[function], call);
        while (move.Call is { } groupCall)
        {
            move = DeviceProtocol.Next(_drivers, move.State, Call(groupCall));
        }

        Assert.Null(move.State.Step);
        _devices[function.Address] = move.State;
        return move.Reply;
    }

    public GroupReply Call(GroupCall call)
    {
        Trace.Add(call.ToString());
        var move = GroupProtocol.Begin(policy, Key.Id, Record, call);
        while (move.Call is { } order)
        {
            Trace.Add(order.Call.ToString());
            var (unit, reply) = Unit.Execute(order.Call);
            Unit = unit;
            move = GroupProtocol.Next(move.Record, reply);
        }

        Record = move.Record;
        return move.Reply;
    }
}
