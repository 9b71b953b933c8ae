using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Protocols.DeviceActions;

namespace FleetSim.Contracts.Wire;

/// <summary>A request to a device. Each action fills the fields it has; what is not filled is not sent.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.device-call")]
internal struct DeviceCallSurrogate
{
    [Id(0)] public DeviceVerb Verb;
    [Id(1)] public OperationId Id;
    [Id(2)] public PciFunction? Function;
    [Id(3)] public GroupMember? Member;
    [Id(4)] public GroupKey? Group;
    [Id(5)] public DefaultDomainType? Type;
    [Id(6)] public ulong Epoch;
    [Id(7)] public string? Driver;
    [Id(8)] public OwnerCookie Owner;
    [Id(9)] public Domain Domain;
    [Id(10)] public HostIommu? Iommu;
    [Id(11)] public ulong Opened;
    [Id(12)] public bool HasIommu;
    [Id(13)] public int Event;
}

[RegisterConverter]
internal sealed class DeviceCallConverter : IConverter<DeviceCall, DeviceCallSurrogate>
{
    public DeviceCall ConvertFromSurrogate(in DeviceCallSurrogate wire) => new(Action(wire)) { Id = wire.Id };

    public DeviceCallSurrogate ConvertToSurrogate(in DeviceCall value)
    {
        var wire = new DeviceCallSurrogate { Verb = value.Verb, Id = value.Id };
        switch (value.Action)
        {
            case Appear appear:
                Fill(ref wire, appear);
                break;
            case SetOverride set:
                wire.Driver = set.Driver;
                break;
            case Bind bind:
                wire.Driver = bind.Driver;
                break;
            default:
                FillOfUser(ref wire, value.Action);
                break;
        }

        return wire;
    }

    private static void Fill(ref DeviceCallSurrogate wire, Appear appear)
    {
        wire.Function = appear.Function;
        if (appear.Membership is { } joins)
        {
            (wire.Group, wire.Member, wire.Type, wire.Iommu) = (joins.Group, joins.Member, joins.Type, joins.Iommu);
        }
    }

    private static void FillOfUser(ref DeviceCallSurrogate wire, DeviceAction action)
    {
        switch (action)
        {
            case AttachDevice attach:
                wire.Domain = attach.Domain;
                break;
            case AttachGroup attach:
                wire.Domain = attach.Domain;
                break;
            case Claim claim:
                wire.Owner = claim.Owner;
                break;
            case Release release:
                (wire.Owner, wire.Epoch) = (release.Owner, release.Epoch);
                break;
            case OpenFile open:
                wire.Group = new GroupKey(open.Group, Incarnation: 0);
                (wire.Opened, wire.HasIommu) = (open.Opened, open.HasIommu);
                break;
            case ReadEvent read:
                wire.Event = read.Event;
                break;
            case DropEvent drop:
                wire.Event = drop.Event;
                break;
        }
    }

    private static DeviceAction Action(in DeviceCallSurrogate wire) => wire.Verb switch
    {
        DeviceVerb.Register => Appear(wire, isOffered: false),
        DeviceVerb.Appear => Appear(wire, isOffered: true),
        DeviceVerb.Disappear => new Disappear(),
        DeviceVerb.SetOverride => new SetOverride(wire.Driver),
        DeviceVerb.Bind => new Bind(Sent.Value(wire.Driver)),
        DeviceVerb.Unbind => new Unbind(),
        DeviceVerb.Probe => new Probe(),
        DeviceVerb.AttachDevice => new AttachDevice(wire.Domain),
        DeviceVerb.AttachGroup => new AttachGroup(wire.Domain),
        DeviceVerb.Detach => new Detach(),
        DeviceVerb.Claim => new Claim(wire.Owner),
        DeviceVerb.Release => new Release(wire.Owner, wire.Epoch),
        DeviceVerb.ConfigureVfs => new ConfigureVfs(),
        DeviceVerb.OpenFile => new OpenFile(Sent.Value(wire.Group).Id, wire.Opened, wire.HasIommu),
        DeviceVerb.CloseFile => new CloseFile(),
        DeviceVerb.ArmEvent => new ArmEvent(),
        DeviceVerb.ReadEvent => new ReadEvent(wire.Event),
        DeviceVerb.DropEvent => new DropEvent(wire.Event),
        DeviceVerb.Stop => new Stop(),
        _ => throw new NotSupportedException($"a device has no verb {wire.Verb}"),
    };

    private static Appear Appear(in DeviceCallSurrogate wire, bool isOffered) =>
        new(Sent.Value(wire.Function), Membership(wire), isOffered);

    private static Membership? Membership(in DeviceCallSurrogate wire) => wire.Group is { } group
        ? new Membership(group, Sent.Value(wire.Member), wire.Type, wire.Iommu)
        : null;
}
