using FleetSim.Model.Protocols;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>Makes an actor's operation the call that it is.</summary>
internal static class OperationStart
{
    /// <summary>The operation needs a claim or an attachment that the actor does not have: a legal caller leaves it
    /// out.</summary>
    public static bool IsSkipped(Operation operation, ActorState actor, Layout layout)
    {
        if (!operation.NeedsClaim)
        {
            return false;
        }

        var hold = HoldOf(operation, actor, layout);
        return hold < 0 || (operation.Kind == OperationKind.UserDetach && !actor.Holds[hold].HasAttached);
    }

    /// <summary>Index of the actor's latest claim that names the operation's device; -1 without one.</summary>
    public static int HoldOf(Operation operation, ActorState actor, Layout layout)
    {
        var device = layout.Device(operation.Device);
        for (var i = actor.Holds.Length - 1; i >= 0; i--)
        {
            if (actor.Holds[i].Device == device)
            {
                return i;
            }
        }

        return -1;
    }

    /// <returns>Null when a user looks for the group of a device that has none now.</returns>
    public static Request? RequestOf(Operation operation, ActorProgram program, World world, int actor, Layout layout)
    {
        switch (operation.Kind)
        {
            case OperationKind.Plug or OperationKind.Unplug or OperationKind.Remove or OperationKind.Rescan:
                return new HostRequest(Layout.Host, OfHost(operation));
            case OperationKind.Dma:
                return new DmaRequest(layout.Device(operation.Device));
            case OperationKind.Claim:
                var groups = ((HostCell)world.Cells[Layout.Host]).State.Groups;
                return groups.GroupOf(operation.Device) is { } key
                    ? new GroupRequest(layout.Group(key.Id), GroupCall.ClaimGroup(program.User))
                    : null;
            case OperationKind.Release or OperationKind.UserAttach or OperationKind.UserDetach:
                var hold = world.Actors[actor].Holds[HoldOf(operation, world.Actors[actor], layout)];
                return OfHolder(operation, program, hold, layout);
            default:
                return new DeviceRequest(layout.Device(operation.Device), OfDevice(operation, program));
        }
    }

    private static HostCall OfHost(Operation operation) => operation switch
    {
        { Kind: OperationKind.Plug, Slot: { IsVirtual: true } slot } =>
            HostCall.SetVfs(slot.Port, slot.Functions.Length),
        { Kind: OperationKind.Unplug, Slot: { IsVirtual: true } slot } => HostCall.SetVfs(slot.Port, 0),
        { Kind: OperationKind.Plug, Slot: { } slot } => HostCall.Plug(slot.Functions),
        { Kind: OperationKind.Unplug, Slot: { } slot } => HostCall.Unplug(slot.Tops),
        { Kind: OperationKind.Remove } => HostCall.Remove(operation.Device),
        _ => HostCall.Rescan(),
    };

    private static DeviceCall OfDevice(Operation operation, ActorProgram program) => operation.Kind switch
    {
        OperationKind.Override => DeviceCall.SetOverride(operation.Driver),
        OperationKind.Bind => DeviceCall.Bind(operation.Driver!),
        OperationKind.Unbind => DeviceCall.Unbind(),
        OperationKind.Probe => DeviceCall.Probe(),
        OperationKind.AttachDevice => DeviceCall.AttachDevice(operation.Domain),
        OperationKind.AttachGroup => DeviceCall.AttachGroup(operation.Domain),
        OperationKind.Detach => DeviceCall.Detach(),
        OperationKind.ClaimDevice => DeviceCall.Claim(program.User),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation.Kind, "no call of a device"),
    };

    /// <summary>Shows the epoch of the claim, so that a late call has no effect.</summary>
    private static Request OfHolder(Operation operation, ActorProgram program, Hold hold, Layout layout)
    {
        var user = program.User;
        if (operation.Kind == OperationKind.Release && !hold.OfGroup)
        {
            return new DeviceRequest(hold.Device, DeviceCall.Release(user, hold.Epoch));
        }

        var call = operation.Kind switch
        {
            OperationKind.Release => GroupCall.ReleaseGroup(user, hold.Epoch),
            OperationKind.UserAttach => GroupCall.AttachGroup(user, operation.Domain, hold.Epoch),
            _ => GroupCall.DetachGroup(user, hold.Epoch),
        };
        return new GroupRequest(layout.Group(hold.Group), call with { Incarnation = hold.Incarnation });
    }
}
