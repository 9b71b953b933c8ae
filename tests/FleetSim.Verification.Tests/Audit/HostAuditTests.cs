using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Groups;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using FleetSim.Verification.Audit;

namespace FleetSim.Verification.Tests.Audit;

/// <summary>The audit is silent on a sound host, and names each contradiction when one fact is spoilt.</summary>
public sealed class HostAuditTests
{
    private static readonly PciAddress Nic = PciAddress.Parse("0000:01:00.0");
    private static readonly PciAddress Stranger = PciAddress.Parse("0000:04:00.0"); // In a slot that is empty at boot.
    private static readonly OwnerCookie Vm1 = new(0xa);

    private readonly HostFacts _facts = Sound();
    private readonly int _group = Sound().Devices[Nic].Group!.Value.Id;

    [Theory]
    [InlineData("q35-nested")]
    [InlineData("growing-group")]
    [InlineData("sriov-nic-64vf")]
    [InlineData("xeon-scalable-vmd")]
    public void Problems_HostAfterBoot_AreNone(string kind) => Assert.Empty(HostAudit.Problems(Sound(kind)));

    [Fact]
    public void Problems_HostIsDown_AreNoneWhateverItsPartsSay()
    {
        var spoilt = WithDevice(Nic, device => device with { Driver = null }) with { IsDown = true };

        Assert.Empty(HostAudit.Problems(spoilt));
    }

    [Fact]
    public void Problems_DeviceInTheMiddleOfACall()
    {
        var spoilt = WithDevice(Nic, device => device with
        {
            Step = new DeviceStep(DeviceCall.Unbind(), DevicePhase.Unbinding),
        });

        AssertProblem("0000:01:00.0 is in the middle of Unbind", spoilt);
    }

    [Fact]
    public void Problems_DevicePresentThatTheHostDoesNotHave()
    {
        var spoilt = _facts with { Devices = Changed(_facts.Devices, Stranger, new DeviceState { Function = Function(Stranger) }) };

        AssertProblem("0000:04:00.0 is present, the host has it absent", spoilt);
    }

    [Fact]
    public void Problems_DeviceAbsentThatTheHostHas()
    {
        var spoilt = WithDevice(Nic, _ => DeviceState.Absent);

        Assert.Equal(
            [
                "h000007: 0000:01:00.0 is absent, the host has it present",
                $"h000007: group {_group}: 0000:01:00.0 is bound to nothing, the group has e1000e",
            ],
            HostAudit.Problems(spoilt));
    }

    [Fact]
    public void Problems_RegisteredDeviceThatWasNotFound()
    {
        var spoilt = _facts with { Devices = _facts.Devices.Where(pair => pair.Key != Nic).ToDictionary() };

        Assert.Equal(
            [
                "h000007: 0000:01:00.0 is registered and was not found",
                $"h000007: group {_group}: 0000:01:00.0 is bound to nothing, the group has e1000e",
            ],
            HostAudit.Problems(spoilt));
    }

    [Fact]
    public void Problems_DeviceInAnotherGroupThanTheHostSays()
    {
        var spoilt = WithDevice(Nic, device => device with { Group = new GroupKey(_group, 2) });

        AssertProblem($"0000:01:00.0 is in group {_group} (incarnation 2), the host has it in group {_group}", spoilt);
    }

    [Fact]
    public void Problems_DeviceWithoutTheGroupThatTheHostSays()
    {
        var spoilt = WithDevice(Nic, device => device with { Group = null });

        AssertProblem($"0000:01:00.0 is in no group, the host has it in group {_group}", spoilt);
    }

    [Fact]
    public void Problems_GroupInTheMiddleOfACall()
    {
        var spoilt = WithGroup(record => record with
        {
            Step = new GroupStep(GroupCall.ClaimGroup(Vm1), record.State, default, []),
        });

        AssertProblem($"group {_group} is in the middle of ClaimGroup by user-a", spoilt);
    }

    [Fact]
    public void Problems_MemberThatTheHostDoesNotHave()
    {
        var spoilt = WithState(state => state with
        {
            Members = state.Members.Add(new GroupMember { Device = Stranger, Rids = [], Unit = "dmar0" }),
        });

        AssertProblem(
            $"group {_group} has [0000:01:00.0, 0000:04:00.0], the host has [0000:01:00.0] in it", spoilt);
    }

    [Fact]
    public void Problems_MemberMissing()
    {
        var spoilt = WithState(_ => GroupState.Empty);

        Assert.Equal(
            [
                $"h000007: group {_group} has [], the host has [0000:01:00.0] in it",
                $"h000007: dmar0 still has 01:00.0 on default for group {_group}, where nobody sends it",
            ],
            HostAudit.Problems(spoilt));
    }

    [Fact]
    public void Problems_GroupOfMembersThatWasNotFound()
    {
        var spoilt = _facts with { Groups = _facts.Groups.Where(pair => pair.Key != _group).ToDictionary() };

        Assert.Equal(
            [
                $"h000007: group {_group} has members and was not found",
                $"h000007: dmar0 still has 01:00.0 on default for group {_group}, where nobody sends it",
            ],
            HostAudit.Problems(spoilt));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void Problems_GroupInAnotherLife(int life)
    {
        var spoilt = WithGroup(record => record with { Incarnation = life });

        AssertProblem($"group {_group}: 0000:01:00.0 is in group {_group}, the group is in its life {life}", spoilt);
    }

    [Fact]
    public void Problems_DriverThatTheGroupDoesNotKnow()
    {
        var spoilt = WithDevice(Nic, device => device with { Driver = KnownDrivers.VfioPci });

        AssertProblem($"group {_group}: 0000:01:00.0 is bound to vfio-pci, the group has e1000e", spoilt);
    }

    [Fact]
    public void Problems_UnitHasAnotherDomain()
    {
        var spoilt = WithUnit(unit => unit.Execute(new UnitCall(_group, Domain.Blocking)).Next);

        AssertProblem($"group {_group}: dmar0 has 01:00.0 on blocking, the group on default", spoilt);
    }

    [Fact]
    public void Problems_UnitKnowsTheGroupWithoutTheEntry()
    {
        var attach = new RidAttachment(new Rid(0x77, 0), Domain.Default);
        var spoilt = WithUnit(unit => unit.Execute(new UnitCall(_group, default, [attach], [new Rid(1, 0)])).Next);

        Assert.Contains(
            $"h000007: group {_group}: dmar0 has 01:00.0 on no domain, the group on default", HostAudit.Problems(spoilt));
    }

    /// <summary>A unit that has begun anew asks for what it does not know.</summary>
    [Fact]
    public void Problems_UnitKnowsNothing_IsNone()
    {
        var anew = _facts with { Units = ImmutableDictionary<string, UnitState>.Empty };

        Assert.Empty(HostAudit.Problems(anew));
    }

    [Fact]
    public void Problems_UnitHasCachedWhatAnEarlierDomainGave()
    {
        var spoilt = _facts with { Stale = ["dmar0: 01:00.0 has 0x1000 cached of domain 2, and is on none"] };

        AssertProblem("dmar0: 01:00.0 has 0x1000 cached of domain 2, and is on none", spoilt);
    }

    [Fact]
    public void Problems_UnitTranslatesWhatNobodySends()
    {
        var attach = new RidAttachment(new Rid(0x77, 0), Domain.Private(7));
        var spoilt = WithUnit(unit => unit.Execute(new UnitCall(_group, default, [attach], [])).Next);

        AssertProblem($"dmar0 still has 77:00.0 on private-7 for group {_group}, where nobody sends it", spoilt);
    }

    [Fact]
    public void Problems_GroupIsStillClaimed()
    {
        var host = Host("q35-nested");
        host.Execute(Nic, DeviceCall.Unbind());
        host.Execute(_group, GroupCall.ClaimGroup(Vm1));

        AssertProblem($"group {_group}: still claimed by user-a after everyone was done", Facts(host));
    }

    private static void AssertProblem(string expected, HostFacts spoilt) =>
        Assert.Equal([$"h000007: {expected}"], HostAudit.Problems(spoilt));

    private static HostFacts Sound(string kind = "q35-nested") => Facts(Host(kind));

    private static LocalHost Host(string name)
    {
        var kind = HostKinds.Find(name)!;
        return new LocalHost(
            OwnershipPolicies.Mainline,
            HostTemplate.Boot(name, kind.Topology, HostIommu.Of(kind.Iommu, null), OwnershipPolicies.Mainline, slots: kind.Slots));
    }

    private static HostFacts Facts(LocalHost host) => HostFacts.Of("h000007", host);

    private HostFacts WithDevice(PciAddress address, Func<DeviceState, DeviceState> change) =>
        _facts with { Devices = Changed(_facts.Devices, address, change(_facts.Devices[address])) };

    private HostFacts WithGroup(Func<GroupRecord, GroupRecord> change) =>
        _facts with { Groups = Changed(_facts.Groups, _group, change(_facts.Groups[_group])) };

    private HostFacts WithState(Func<GroupState, GroupState> change) =>
        WithGroup(record => record with { State = change(record.State) });

    private HostFacts WithUnit(Func<UnitState, UnitState> change) =>
        _facts with { Units = Changed(_facts.Units, "dmar0", change(_facts.Units["dmar0"])) };

    private static SortedDictionary<TKey, TValue> Changed<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> facts, TKey key, TValue value)
        where TKey : notnull => new(facts.ToDictionary()) { [key] = value };

    private static PciFunction Function(PciAddress address) =>
        HostKinds.Find("q35-nested")!.Slots.SelectMany(slot => slot.Functions).Single(function => function.Address == address);
}
