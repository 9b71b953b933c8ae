using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;

namespace FleetSim.Model.Vfio;

/// <summary>What a process asks of others in a step; the same words, and the same id, however often.</summary>
internal static class AddressSpaceOrders
{
    public static AddressSpaceOrder Of(AddressSpaceState space, AddressSpaceStep step)
    {
        var order = step.Phase switch
        {
            AddressSpacePhase.OpeningGroup => new AddressSpaceOrder(step.Call.Group, GroupCall.OpenVfio()),
            AddressSpacePhase.Refreshing or AddressSpacePhase.Attaching or AddressSpacePhase.Detaching =>
                OfContainer(space, step),
            AddressSpacePhase.Closing => Closing(step.Closing![0]),
            AddressSpacePhase.Programming => AddressSpacePrograms.Order(space, step.Program!),
            AddressSpacePhase.LettingGo => new AddressSpaceOrder(ToHost: HostCall.GoOn()),
            _ => OfFile(space, step, space.Files[step.Call.File]),
        };
        var id = step.Call.Id.Inner(step.Turn * OperationId.StepsOfOne);
        return order with
        {
            ToGroup = order.ToGroup is null ? null : order.ToGroup with { Id = id },
            ToDevice = order.ToDevice is null ? null : order.ToDevice with { Id = id },
            ToHost = order.ToHost is null ? null : order.ToHost with { Id = id },
        };
    }

    /// <summary>The container file that a call speaks of.</summary>
    public static VfioFile ContainerFile(AddressSpaceState space, AddressSpaceCall call) =>
        space.Files[call.Verb == AddressSpaceVerb.SetContainer ? call.Container : call.File];

    /// <summary>The container that a call speaks of; null when the file is of none.</summary>
    public static VfioContainer? ContainerOf(AddressSpaceState space, AddressSpaceCall call) =>
        ContainerFile(space, call) is { Kind: VfioFileKind.Container } file ? space.Containers[file.Number] : null;

    private static AddressSpaceOrder OfContainer(AddressSpaceState space, AddressSpaceStep step)
    {
        var file = ContainerFile(space, step.Call);
        var group = space.Containers[file.Number].Groups[step.At];
        return new AddressSpaceOrder(group.Number, step.Phase switch
        {
            AddressSpacePhase.Refreshing => GroupCall.VfioStatus(group.Opened),
            AddressSpacePhase.Attaching =>
                GroupCall.AttachIommu(
                    group.Opened, space.User, AddressSpacePrograms.DomainOf(space, file.Number)),
            _ => GroupCall.DetachIommu(group.Opened, space.User),
        });
    }

    private static AddressSpaceOrder OfFile(AddressSpaceState space, AddressSpaceStep step, VfioFile file) =>
        step.Phase switch
        {
            AddressSpacePhase.AskingStatus => new(file.Number, GroupCall.VfioStatus(file.Opened)),
            AddressSpacePhase.Claiming =>
                new(file.Number, GroupCall.SetContainer(file.Opened, OwnerFor(space, step.Call))),
            AddressSpacePhase.Unsetting or AddressSpacePhase.Unclaiming =>
                new(file.Number, GroupCall.UnsetContainer(file.Opened)),
            AddressSpacePhase.OpeningDevice => new(
                Device: step.Call.Device,
                ToDevice: DeviceCall.OpenFile(file.Number, file.Opened, HasIommu(space, file))),
            AddressSpacePhase.ArmingEvent => new(Device: file.Device, ToDevice: DeviceCall.ArmEvent()),
            _ => new(Device: file.Device, ToDevice: DeviceCall.ReadEvent(file.Number)),
        };

    private static AddressSpaceOrder Closing(VfioFile file) => file.Kind switch
    {
        VfioFileKind.Group => new AddressSpaceOrder(file.Number, GroupCall.CloseVfio(file.Opened)),
        VfioFileKind.Device => new AddressSpaceOrder(Device: file.Device, ToDevice: DeviceCall.CloseFile()),
        _ => new AddressSpaceOrder(Device: file.Device, ToDevice: DeviceCall.DropEvent(file.Number)),
    };

    /// <summary>A file that is no container has no owner to claim for.</summary>
    private static OwnerCookie OwnerFor(AddressSpaceState space, AddressSpaceCall call) =>
        ContainerOf(space, call) is null ? OwnerCookie.None : space.User;

    private static bool HasIommu(AddressSpaceState space, VfioFile group) =>
        space.ContainerOf(group) is { } number && space.Containers[number].Iommu is not null;
}
