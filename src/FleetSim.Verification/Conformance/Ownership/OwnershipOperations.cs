using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>Does to a simulated host what a recorded step did.</summary>
internal sealed class OwnershipOperations(IOwnershipHost host)
{
    /// <summary>Length of an address that is written to sysfs.</summary>
    private const int AddressLength = 12;

    /// <param name="id">Names the operation: doing it again under the same id asks for its end.</param>
    /// <param name="group">The simulator's number of the group that the step speaks of.</param>
    /// <param name="functions">Of a plug what appears, of an unplug what leaves.</param>
    public async ValueTask<OwnershipAnswer> Do(
        OwnershipStep step, OperationId id, int group, ImmutableArray<PciFunction> functions) => step.Operation switch
        {
            OwnershipOperation.Autoprobe or OwnershipOperation.WaitDeleted => new OwnershipAnswer(Errno.None, 1),
            OwnershipOperation.SetOverride => await Device(
                step,
                DeviceCall.SetOverride(step.Driver is "" ? null : step.Driver),
                id,
                Math.Max(1, step.Driver!.Length)),
            OwnershipOperation.Bind => await Device(step, DeviceCall.Bind(step.Driver!), id, AddressLength),
            OwnershipOperation.Unbind => await Device(step, DeviceCall.Unbind(), id, AddressLength),
            OwnershipOperation.Probe => await Device(step, DeviceCall.Probe(), id, AddressLength),
            OwnershipOperation.Remove => await Host(HostCall.Remove(step.Device), id),
            OwnershipOperation.Rescan => await Host(HostCall.Rescan(), id),
            OwnershipOperation.Plug => await Host(HostCall.Plug(functions), id),
            OwnershipOperation.Unplug => await Host(
                HostCall.Unplug([.. functions.Select(function => function.Address)]), id),
            OwnershipOperation.SetGroupType => await SetType(step, id, group),
            _ => await Process(step, id, group),
        };

    private async ValueTask<OwnershipAnswer> Device(OwnershipStep step, DeviceCall call, OperationId id, int length) =>
        OwnershipAnswer.Of(await host.Device(step.Device, call with { Id = id }).ConfigureAwait(false), length);

    private async ValueTask<OwnershipAnswer> Host(HostCall call, OperationId id) =>
        OwnershipAnswer.Of(await host.Host(call with { Id = id }).ConfigureAwait(false), length: 1);

    private async ValueTask<OwnershipAnswer> SetType(OwnershipStep step, OperationId id, int group)
    {
        var reply = await host.Group(group, GroupCall.SetType(step.Word) with { Id = id }).ConfigureAwait(false);
        return new OwnershipAnswer(reply.Errno, step.Word.Length);
    }

    private async ValueTask<OwnershipAnswer> Process(OwnershipStep step, OperationId id, int group)
    {
        var (call, length) = step.Operation switch
        {
            OwnershipOperation.OpenContainer => (AddressSpaceCall.OpenContainer(step.As), 0),
            OwnershipOperation.OpenGroup => (AddressSpaceCall.OpenGroup(group, step.As), 0),
            OwnershipOperation.GroupStatus => (AddressSpaceCall.GroupStatus(step.File), 0),
            OwnershipOperation.SetContainer => (AddressSpaceCall.SetContainer(step.File, step.Container), 0),
            OwnershipOperation.UnsetContainer => (AddressSpaceCall.UnsetContainer(step.File), 0),
            OwnershipOperation.SetIommu => (AddressSpaceCall.SetIommu(step.File, step.IommuType), 0),
            OwnershipOperation.GetDevice => (AddressSpaceCall.GetDevice(step.File, step.Device, step.As), 0),
            OwnershipOperation.CloseFd => (AddressSpaceCall.Close(step.File), 0),
            OwnershipOperation.DeviceInfo => (AddressSpaceCall.DeviceInfo(step.File), 0),
            OwnershipOperation.ReadConfig => (AddressSpaceCall.ReadConfig(step.File), 4),
            OwnershipOperation.RequestIrq => (AddressSpaceCall.RequestEvent(step.File, step.As), 0),
            OwnershipOperation.ReadEvent => (AddressSpaceCall.ReadEvent(step.File), 8),
            OwnershipOperation.ExitProcess => (AddressSpaceCall.Exit(), 0),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Operation, "unknown operation"),
        };
        var reply = await host.Process(step.Actor, call with { Id = id }).ConfigureAwait(false);
        return OwnershipAnswer.Of(reply, length);
    }
}
