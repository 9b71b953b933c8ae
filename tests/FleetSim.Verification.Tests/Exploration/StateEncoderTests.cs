using System.Collections.Immutable;
using System.Reflection;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Groups;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Protocols;
using FleetSim.Model.Protocols.DeviceActions;
using FleetSim.Model.Protocols.GroupActions;
using FleetSim.Model.Translation.Units;
using FleetSim.Verification.Exploration.States;
using FleetSim.Verification.Exploration.Turns;

namespace FleetSim.Verification.Tests.Exploration;

/// <summary>Two states that differ in anything have two fingerprints: each property of each record that a state has is
/// changed by itself. A new property fails here until the encoder knows it.</summary>
public sealed class StateEncoderTests
{
    private static readonly PciAddress Address = new(0, 1, 0);

    private static readonly PciFunction Function = new() { Address = Address, Unit = "dmar0" };

    private static readonly GroupMember Member = new() { Device = Address, Rids = [Address.Rid], Unit = "dmar0" };

    private static readonly Membership Membership = new(new GroupKey(0, 1), Member, null, null);

    private static readonly DeviceCall DeviceCall = DeviceCall.Unbind();

    private static readonly GroupCall GroupCall = GroupCall.Unbind(Address);

    private static readonly HostCall HostCall = HostCall.Rescan();

    private static readonly HostState Host = HostState.Empty(new HostIommu(IommuKind.Intel, DefaultDomainType.Dma));

    private static readonly GroupStep GroupStep =
        new(GroupCall, GroupState.Empty, default, [new UnitOrder("dmar0", new UnitCall(0, Domain.Default))]);

    private static readonly ReservedRegion Region = new(0, 7, "msi");

    private static readonly GroupDma Dma = new(["dmar0"], [Region], 0xffff, 0x1000, 5);

    private static readonly RidAttachment Attachment = new(Address.Rid, Domain.Default);

    /// <summary>Properties that follow from others, or that a program never changes: why the encoder leaves them
    /// out.</summary>
    private static readonly HashSet<string> LeftOut =
    [
        "Fingerprint", // Of an actor: what is computed here.
        "Version", // Of a group and its answers: only counts, and nobody acts on it.
    ];

    /// <summary>For every record: an example, and how it is made part of a fingerprint.</summary>
    private static readonly Dictionary<Type, (object Example, Func<object, UInt128> Fingerprint)> Records = new()
    {
        [typeof(HostState)] = (Host, value => Of((HostState)value)),
        [typeof(HostStep)] = (
            new HostStep(HostCall, HostPhase.Adding, [], new HostReply()),
            value => Of(Host with { Step = (HostStep)value })),
        [typeof(HostCall)] = (HostCall, value => Of(new HostRequest(0, (HostCall)value))),
        [typeof(HostReply)] = (new HostReply(), value => Of(new HostAnswer((HostReply)value))),
        [typeof(HostIommu)] = (Host.Iommu, value => Of(Host with { Iommu = (HostIommu)value })),
        [typeof(DeviceState)] = (DeviceState.Absent, value => Of((DeviceState)value)),
        [typeof(DeviceStep)] = (
            new DeviceStep(DeviceCall, DevicePhase.Joining),
            value => Of(DeviceState.Absent with { Step = (DeviceStep)value })),
        [typeof(DeviceCall)] = (DeviceCall, value => Of(new DeviceRequest(1, (DeviceCall)value))),
        [typeof(Membership)] = (
            Membership,
            value => Of(new DeviceRequest(1, new DeviceCall(new Appear(Function, (Membership)value, true))))),
        [typeof(DeviceReply)] = (default(DeviceReply), value => Of(new DeviceAnswer((DeviceReply)value))),
        [typeof(GroupRecord)] = (GroupRecord.Empty, value => Of((GroupRecord)value)),
        [typeof(GroupState)] = (GroupState.Empty, value => Of(new GroupRecord((GroupState)value))),
        [typeof(GroupMember)] = (
            Member, value => Of(new GroupRecord(GroupState.Empty with { Members = [(GroupMember)value] }))),
        [typeof(VfioGroupFile)] = (
            new VfioGroupFile { Opened = 1 },
            value => Of(new GroupRecord(GroupState.Empty with { Vfio = (VfioGroupFile)value }))),
        [typeof(DomainDemand)] = (
            default(DomainDemand),
            value => Of(new GroupRecord(
                GroupState.Empty with { Members = [Member with { Demand = (DomainDemand)value }] }))),
        [typeof(RidAttachment)] = (
            Attachment, value => Of(new GroupRecord(GroupState.Empty with { Strays = [(RidAttachment)value] }))),
        [typeof(Domain)] = (
            Domain.Default, value => Of(new GroupRecord(GroupState.Empty with { Domain = (Domain)value }))),
        [typeof(GroupStep)] = (
            GroupStep, value => Of(new GroupRecord(GroupState.Empty, 1, (GroupStep)value))),
        [typeof(GroupCall)] = (GroupCall, value => Of(new GroupRequest(2, (GroupCall)value))),
        [typeof(GroupReply)] = (default(GroupReply), value => Of(new GroupAnswer((GroupReply)value))),
        [typeof(GroupDma)] = (Dma, value => Of(new GroupAnswer(new GroupReply(Errno.None, Dma: (GroupDma)value)))),
        [typeof(ReservedRegion)] = (
            Region,
            value => Of(new GroupAnswer(
                new GroupReply(Errno.None, Dma: Dma with { Reserved = [(ReservedRegion)value] })))),
        [typeof(UnitOrder)] = (
            GroupStep.Orders[0],
            value => Of(new GroupRecord(GroupState.Empty, 1, GroupStep with { Orders = [(UnitOrder)value] }))),
        [typeof(UnitCall)] = (new UnitCall(0, Domain.Default), value => Of(new UnitRequest(3, (UnitCall)value))),
        [typeof(UnitReply)] = (default(UnitReply), value => Of(new UnitAnswer((UnitReply)value))),
        [typeof(UnitState)] = (
            new UnitState { Groups = [[Attachment]], Types = [DefaultDomainType.Dma] }, value => Of((UnitState)value)),
        [typeof(OperationId)] = (
            default(OperationId), value => Of(new GroupRequest(2, GroupCall with { Id = (OperationId)value }))),
        [typeof(ActorState)] = (ActorState.Start, value => Of((ActorState)value)),
        [typeof(Hold)] = (new Hold(0, 0, 0, 0, false), value => Of(ActorState.Start with { Holds = [(Hold)value] })),
        [typeof(GroupKey)] = (
            new GroupKey(0, 1), value => Of(DeviceState.Absent with { Group = (GroupKey)value })),
    };

    /// <summary>The actions of a call, each with the first of the values below.</summary>
    private static IEnumerable<KeyValuePair<Type, (object Example, Func<object, UInt128> Fingerprint)>> Actions() =>
        Kinds(typeof(GroupAction)).Select(kind => KeyValuePair.Create<Type, (object, Func<object, UInt128>)>(
            kind, (Example(kind), value => Of(new GroupRequest(2, new GroupCall((GroupAction)value))))))
        .Concat(Kinds(typeof(DeviceAction)).Select(kind => KeyValuePair.Create<Type, (object, Func<object, UInt128>)>(
            kind, (Example(kind), value => Of(new DeviceRequest(1, new DeviceCall((DeviceAction)value)))))));

    /// <summary>Groups and devices have actions of the same name.</summary>
    private static string NameOf(Type record) =>
        record.BaseType is { IsAbstract: true } action ? $"{action.Name} {record.Name}" : record.Name;

    private static IEnumerable<Type> Kinds(Type action) =>
        action.Assembly.GetTypes().Where(type => type.BaseType == action);

    private static object Example(Type kind) => Activator.CreateInstance(
        kind,
        [
            .. kind.GetConstructors().Single().GetParameters().Select(
                parameter => Values.GetValueOrDefault(parameter.ParameterType)?[0]),
        ])!;

    /// <summary>For every type of a property: two values, of which an example has at most one.</summary>
    private static readonly Dictionary<Type, object[]> Values = new()
    {
        [typeof(bool)] = [false, true],
        [typeof(int)] = [0, 7],
        [typeof(uint)] = [0u, 7u],
        [typeof(ulong)] = [0ul, 7ul],
        [typeof(ushort)] = [(ushort)0, (ushort)7],
        [typeof(string)] = ["dmar0", "dmar1"],
        [typeof(PciAddress)] = [Address, new PciAddress(0, 1, 1)],
        [typeof(Rid)] = [Address.Rid, new Rid(9)],
        [typeof(OwnerCookie)] = [OwnerCookie.None, new OwnerCookie(3)],
        [typeof(Domain)] = [Domain.Default, Domain.Private(4)],
        [typeof(Driver)] = [KnownDrivers.VfioPci, KnownDrivers.PciStub],
        [typeof(PciFunction)] = [Function, Function with { Address = new PciAddress(0, 2, 0) }],
        [typeof(PciTopology)] = [PciTopology.Empty, PciTopology.Empty.Plug([Function])],
        [typeof(GroupTable)] = [Host.Groups, Host.Groups.Add(Function, PciTopology.Empty.Plug([Function])).Table],
        [typeof(HostIommu)] = [Host.Iommu, Host.Iommu with { Kind = IommuKind.Amd }],
        [typeof(GroupKey)] = [new GroupKey(0, 1), new GroupKey(0, 2)],
        [typeof(OperationId)] = [default(OperationId), new OperationId(3)],
        [typeof(GroupMember)] = [Member, Member with { Claims = 1 }],
        [typeof(GroupState)] = [GroupState.Empty, GroupState.Empty with { Count = 1 }],
        [typeof(HostStep)] = [new HostStep(HostCall, HostPhase.Removing, [], new HostReply())],
        [typeof(DeviceStep)] = [new DeviceStep(DeviceCall, DevicePhase.Leaving)],
        [typeof(GroupStep)] = [GroupStep],
        [typeof(HostCall)] = [HostCall, HostCall.Remove(Address)],
        [typeof(DeviceCall)] = [DeviceCall, DeviceCall.Probe()],
        [typeof(GroupCall)] = [GroupCall, GroupCall.Leave(Address)],
        [typeof(Membership)] = [Membership, Membership with { Group = new GroupKey(7, 1) }],
        [typeof(DeviceAction)] = [new FleetSim.Model.Protocols.DeviceActions.Unbind(), new Probe()],
        [typeof(GroupAction)] = [new FleetSim.Model.Protocols.GroupActions.Unbind(Address), new Leave(Address)],
        [typeof(UnitCall)] = [new UnitCall(0, Domain.Default), new UnitCall(1, Domain.Default)],
        [typeof(HostReply)] = [new HostReply(), new HostReply(Added: 1)],
        [typeof(GroupReply)] = [default(GroupReply), new GroupReply(Errno.EBUSY)],
        [typeof(VfioGroupFile)] = [new VfioGroupFile { Opened = 1 }],
        [typeof(GroupDma)] = [Dma],
        [typeof(ImmutableArray<string>)] = [ImmutableArray<string>.Empty, ImmutableArray.Create("dmar1")],
        [typeof(ImmutableArray<ReservedRegion>)] =
            [ImmutableArray<ReservedRegion>.Empty, ImmutableArray.Create(Region)],
        [typeof(DomainDemand)] = [default(DomainDemand), new DomainDemand(Untrusted: true)],
        [typeof(ImmutableSortedDictionary<int, int>)] = [ImmutableSortedDictionary<int, int>.Empty.Add(1, 1)],
        [typeof(ImmutableList<DeviceCall>)] = [ImmutableList.Create(DeviceCall)],
        [typeof(ImmutableList<HostCall>)] = [ImmutableList.Create(HostCall)],
        [typeof(Message)] = [new UnitAnswer(new UnitReply(1))],
        [typeof(ImmutableArray<PciFunction>)] = [ImmutableArray<PciFunction>.Empty, ImmutableArray.Create(Function)],
        [typeof(ImmutableList<PciFunction>)] = [ImmutableList<PciFunction>.Empty, ImmutableList.Create(Function)],
        [typeof(ImmutableArray<PciAddress>)] = [ImmutableArray<PciAddress>.Empty, ImmutableArray.Create(Address)],
        [typeof(ImmutableArray<Rid>)] = [ImmutableArray.Create(Address.Rid), ImmutableArray.Create(new Rid(8))],
        [typeof(ImmutableArray<GroupMember>)] = [ImmutableArray<GroupMember>.Empty, ImmutableArray.Create(Member)],
        [typeof(ImmutableArray<RidAttachment>)] =
            [ImmutableArray<RidAttachment>.Empty, ImmutableArray.Create(Attachment)],
        [typeof(ImmutableArray<ImmutableArray<RidAttachment>>)] =
        [
            ImmutableArray<ImmutableArray<RidAttachment>>.Empty,
            ImmutableArray.Create(ImmutableArray.Create(Attachment)),
        ],
        [typeof(ImmutableArray<DefaultDomainType?>)] =
        [
            ImmutableArray.Create<DefaultDomainType?>(DefaultDomainType.Dma),
            ImmutableArray.Create<DefaultDomainType?>(DefaultDomainType.Identity),
        ],
        [typeof(ImmutableArray<UnitOrder>)] = [ImmutableArray<UnitOrder>.Empty, GroupStep.Orders],
        [typeof(ImmutableArray<int>)] = [ImmutableArray<int>.Empty, ImmutableArray.Create(0)],
        [typeof(ImmutableArray<Hold>)] =
            [ImmutableArray<Hold>.Empty, ImmutableArray.Create(new Hold(0, 1, 1, 1, true))],
        [typeof(ImmutableSortedDictionary<uint, Domain>)] =
            [ImmutableSortedDictionary<uint, Domain>.Empty.Add(1, Domain.Default)],
    };

    private static readonly Dictionary<Type, (object Example, Func<object, UInt128> Fingerprint)> AllRecords =
        new(Records.Concat(Actions()));

    public static TheoryData<string> Properties =>
    [
        .. AllRecords.Keys.SelectMany(
            type => Settable(type).Select(property => $"{NameOf(type)}.{property.Name}")),
    ];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Cell_PropertyChanged_HasAnotherFingerprint(string name)
    {
        var type = AllRecords.Keys.Single(record => NameOf(record) == name.Split('.')[0]);
        var property = type.GetProperty(name.Split('.')[1])!;
        var (example, fingerprint) = AllRecords[type];
        var changed = Values(property).Select(value => With(example, property, value)).ToList();

        var fingerprints = changed.Select(fingerprint).Append(fingerprint(example)).Distinct();

        Assert.True(fingerprints.Count() >= 2, $"the fingerprint of a {type.Name} does not see {property.Name}");
        Assert.Equal(changed.Count, changed.Select(fingerprint).Distinct().Count());

        static object[] Values(PropertyInfo property)
        {
            var wanted = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            return wanted.IsEnum
                ? [.. Enum.GetValues(wanted).Cast<object>()]
                : StateEncoderTests.Values.GetValueOrDefault(wanted)
                    ?? throw new InvalidOperationException($"no values for a {wanted}: is the new property encoded?");
        }
    }

    /// <summary>Everything that a state is made of has an entry above.</summary>
    [Fact]
    public void Records_OfWhatAStateIsMadeOf_AreAllThere()
    {
        Type[] constants = [typeof(PciFunction), typeof(Driver), typeof(PciAddress), typeof(Rid), typeof(OwnerCookie)];
        var parts = AllRecords.Keys.SelectMany(Settable).SelectMany(property => Parts(property.PropertyType))
            .Where(type => type.Namespace!.StartsWith("FleetSim", StringComparison.Ordinal) && !type.IsEnum)
            .Except(
            [
                typeof(PciTopology), typeof(GroupTable), typeof(Message), typeof(GroupAction), typeof(DeviceAction),
                .. constants,
            ]);

        Assert.Empty(parts.Except(AllRecords.Keys));
    }

    [Fact]
    public void Cell_SameContentsInAnotherPart_HaveAnotherFingerprint()
    {
        var encoder = new StateEncoder();

        Assert.NotEqual(
            encoder.Cell(4, GroupRecord.Empty).Fingerprint, encoder.Cell(5, GroupRecord.Empty).Fingerprint);
    }

    [Fact]
    public void Cell_AttachmentsInAnotherOrder_HaveTheSameFingerprint()
    {
        RidAttachment other = new(new Rid(3), Domain.Blocking);

        Assert.Equal(
            Of(new UnitState { Groups = [[Attachment, other]] }), Of(new UnitState { Groups = [[other, Attachment]] }));
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is not null && !LeftOut.Contains(property.Name));

    private static IEnumerable<Type> Parts(Type type) => type.IsGenericType
        ? type.GetGenericArguments().SelectMany(Parts)
        : [type];

    /// <summary>A copy with one property changed, whatever its record lets callers do.</summary>
    private static object With(object example, PropertyInfo property, object value)
    {
        var clone = example.GetType().GetMethod("<Clone>$")?.Invoke(example, null) ?? Boxed(example);
        property.SetValue(clone, value);
        return clone;

        static object Boxed(object structure) =>
            typeof(object).GetMethod("MemberwiseClone", BindingFlags.NonPublic | BindingFlags.Instance)!
                .Invoke(structure, null)!;
    }

    private static UInt128 Of(HostState state) => new StateEncoder().Cell(0, state).Fingerprint;

    private static UInt128 Of(DeviceState state) => new StateEncoder().Cell(0, state).Fingerprint;

    private static UInt128 Of(GroupRecord record) => new StateEncoder().Cell(0, record).Fingerprint;

    private static UInt128 Of(UnitState state) => new StateEncoder().Cell(0, state).Fingerprint;

    private static UInt128 Of(Message message) => Of(ActorState.Start with { Pending = message });

    private static UInt128 Of(ActorState actor) => new StateEncoder().Actor(0, actor).Fingerprint;
}
