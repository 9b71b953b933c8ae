using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Protocols.GroupActions;

namespace FleetSim.Contracts.Wire;

/// <summary>A request to a group. Each action fills the fields it has; what is not filled is not sent.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.group-call")]
internal struct GroupCallSurrogate
{
    [Id(0)] public GroupVerb Verb;
    [Id(1)] public OperationId Id;
    [Id(2)] public int Incarnation;
    [Id(3)] public ulong Epoch;
    [Id(4)] public PciAddress? Device;
    [Id(5)] public OwnerCookie Owner;
    [Id(6)] public Domain Domain;
    [Id(7)] public uint Pasid;
    [Id(8)] public Driver? Driver;
    [Id(9)] public GroupMember? Member;
    [Id(10)] public DefaultDomainType? Type;
    [Id(11)] public HostIommu? Iommu;
    [Id(12)] public ulong Opened;
    [Id(13)] public bool HasIommu;
    [Id(14)] public bool IsLeaving;
    [Id(15)] public string? Word;
}

[RegisterConverter]
internal sealed class GroupCallConverter : IConverter<GroupCall, GroupCallSurrogate>
{
    public GroupCall ConvertFromSurrogate(in GroupCallSurrogate wire) =>
        new(Action(wire)) { Id = wire.Id, Incarnation = wire.Incarnation, Epoch = wire.Epoch };

    public GroupCallSurrogate ConvertToSurrogate(in GroupCall value)
    {
        var wire = new GroupCallSurrogate
        {
            Verb = value.Verb,
            Id = value.Id,
            Incarnation = value.Incarnation,
            Epoch = value.Epoch,
            Device = value.Device,
            Owner = value.Owner,
            Domain = value.Domain,
        };
        Fill(ref wire, value.Action);
        return wire;
    }

    private static void Fill(ref GroupCallSurrogate wire, GroupAction action)
    {
        switch (action)
        {
            case Join join:
                (wire.Member, wire.Type, wire.Iommu) = (join.Member, join.Type, join.Iommu);
                break;
            case Bind bind:
                wire.Driver = bind.Driver;
                break;
            case AttachPasid attach:
                wire.Pasid = attach.Pasid;
                break;
            case DetachPasid detach:
                wire.Pasid = detach.Pasid;
                break;
            case SetType write:
                wire.Word = write.Word;
                break;
            default:
                FillVfio(ref wire, action);
                break;
        }
    }

    private static void FillVfio(ref GroupCallSurrogate wire, GroupAction action)
    {
        switch (action)
        {
            case CloseVfio close:
                wire.Opened = close.Opened;
                break;
            case ReadVfioStatus read:
                wire.Opened = read.Opened;
                break;
            case SetContainer set:
                wire.Opened = set.Opened;
                break;
            case UnsetContainer unset:
                wire.Opened = unset.Opened;
                break;
            case AttachIommu attach:
                wire.Opened = attach.Opened;
                break;
            case DetachIommu detach:
                wire.Opened = detach.Opened;
                break;
            case OpenDevice open:
                (wire.Opened, wire.HasIommu, wire.IsLeaving) = (open.Opened, open.HasIommu, open.IsLeaving);
                break;
        }
    }

    private static GroupAction Action(in GroupCallSurrogate wire) => wire.Verb switch
    {
        GroupVerb.Join => new Join(Sent.Value(wire.Member), wire.Type, wire.Iommu),
        GroupVerb.Leave => new Leave(Sent.Value(wire.Device)),
        GroupVerb.Bind => new Bind(Sent.Value(wire.Device), Sent.Value(wire.Driver)),
        GroupVerb.Unbind => new Unbind(Sent.Value(wire.Device)),
        GroupVerb.ClaimGroup => new ClaimGroup(wire.Owner),
        GroupVerb.ReleaseGroup => new ReleaseGroup(wire.Owner),
        GroupVerb.ClaimDevice => new ClaimDevice(Sent.Value(wire.Device), wire.Owner),
        GroupVerb.ReleaseDevice => new ReleaseDevice(Sent.Value(wire.Device), wire.Owner),
        GroupVerb.AttachDevice => new AttachDevice(Sent.Value(wire.Device), wire.Domain),
        GroupVerb.DetachDevice => new DetachDevice(Sent.Value(wire.Device), wire.Domain),
        GroupVerb.AttachGroup when wire.Device is { } device => new AttachGroup(device, wire.Domain),
        GroupVerb.AttachGroup => new AttachGroupAsUser(wire.Owner, wire.Domain),
        GroupVerb.DetachGroup when wire.Device is { } device => new DetachGroup(device),
        GroupVerb.DetachGroup => new DetachGroupAsUser(wire.Owner),
        GroupVerb.AttachPasid => new AttachPasid(wire.Pasid, wire.Domain),
        GroupVerb.DetachPasid => new DetachPasid(wire.Pasid),
        GroupVerb.SetType => new SetType(Sent.Value(wire.Word)),
        GroupVerb.Reattach => new Reattach(),
        _ => VfioAction(wire),
    };

    private static GroupAction VfioAction(in GroupCallSurrogate wire) => wire.Verb switch
    {
        GroupVerb.OpenVfio => new OpenVfio(),
        GroupVerb.CloseVfio => new CloseVfio(wire.Opened),
        GroupVerb.VfioStatus => new ReadVfioStatus(wire.Opened),
        GroupVerb.SetContainer => new SetContainer(wire.Opened, wire.Owner),
        GroupVerb.UnsetContainer => new UnsetContainer(wire.Opened),
        GroupVerb.OpenDevice => new OpenDevice(Sent.Value(wire.Device), wire.Opened, wire.HasIommu, wire.IsLeaving),
        GroupVerb.CloseDevice => new CloseDevice(Sent.Value(wire.Device)),
        GroupVerb.AttachIommu => new AttachIommu(wire.Opened, wire.Owner, wire.Domain),
        GroupVerb.DetachIommu => new DetachIommu(wire.Opened, wire.Owner),
        _ => throw new NotSupportedException($"a group has no verb {wire.Verb}"),
    };
}
