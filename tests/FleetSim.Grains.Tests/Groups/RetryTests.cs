using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Audit;

namespace FleetSim.Grains.Tests.Groups;

/// <summary>A request that arrives twice is answered alike and changes nothing.</summary>
public sealed class RetryTests(MainlineSilo silo)
{
    private const string Nic = "0000:01:00.0";

    private static readonly OwnerCookie Vm1 = new(0x101);
    private static readonly OwnerCookie Vm2 = new(0x102);
    private static readonly Domain Domain1 = Domain.Private(1, Vm1);

    [Fact]
    public async Task ClaimGroup_Twice_IsGrantedTwiceAndHeldOnce()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var claim = GroupCall.ClaimGroup(Vm1) with { Id = new OperationId(1) };

        var first = await host.Call(group, claim);
        var once = await host.Group(group);
        var second = await host.Call(group, claim);

        Assert.Equal(new GroupReply(Errno.None, Epoch: 1, Version: 4), first);
        Assert.Equal(first, second);
        Assert.Same(once.State, (await host.Group(group)).State);
        Assert.Equal((Vm1, 1), (once.State.Claimant, once.State.GroupClaims));
    }

    [Fact]
    public async Task ClaimGroup_AgainUnderAnotherId_IsEperm()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);

        var first = await host.Call(group, GroupCall.ClaimGroup(Vm1) with { Id = new OperationId(1) });
        var second = await host.Call(group, GroupCall.ClaimGroup(Vm1) with { Id = new OperationId(2) });

        Assert.Equal((Errno.None, Errno.EPERM), (first.Errno, second.Errno));
    }

    [Fact]
    public async Task ClaimGroup_RefusedThenFreed_IsRefusedAgainForTheSameId()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        var claim = GroupCall.ClaimGroup(Vm1) with { Id = new OperationId(1) };

        var refused = await host.Call(group, claim);
        await host.FreeGroup(group);
        var retried = await host.Call(group, claim);
        var anew = await host.Call(group, claim with { Id = new OperationId(2) });

        Assert.Equal((Errno.EPERM, Errno.EPERM, Errno.None), (refused.Errno, retried.Errno, anew.Errno));
        Assert.Equal(refused, retried);
    }

    [Fact]
    public async Task ReleaseGroup_TwiceWithANewOwnerBetween_LeavesTheNewOwner()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        await host.Call(group, GroupCall.ClaimGroup(Vm1));
        var release = GroupCall.ReleaseGroup(Vm1) with { Id = new OperationId(9) };

        var first = await host.Call(group, release);
        await host.Call(group, GroupCall.ClaimGroup(Vm2));
        var second = await host.Call(group, release);

        Assert.Equal(Errno.None, first.Errno);
        Assert.Equal(first, second);
        Assert.Equal(Vm2, (await host.Group(group)).State.Claimant);
    }

    [Fact]
    public async Task AttachGroup_Twice_IsGrantedTwice()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var epoch = (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Epoch;
        var attach = GroupCall.AttachGroup(Vm1, Domain1, epoch) with { Id = new OperationId(3) };

        var first = await host.Call(group, attach);
        var second = await host.Call(group, attach);
        var anew = await host.Call(group, attach with { Id = new OperationId(4) });

        Assert.Equal((Errno.None, Errno.None, Errno.EBUSY), (first.Errno, second.Errno, anew.Errno));
    }

    [Fact]
    public async Task ClaimDevice_TwiceThroughTheDevice_CountsOneClaim()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var claim = DeviceCall.Claim(Vm1) with { Id = new OperationId(5) };

        var first = await host.Call(Nic, claim);
        var second = await host.Call(Nic, claim);
        var nested = await host.Call(Nic, claim with { Id = new OperationId(6) });

        Assert.Equal(first, second);
        Assert.Equal((Errno.None, Errno.None), (first.Errno, nested.Errno));
        var state = (await host.Group(group)).State;
        Assert.Equal((2, 2), (state.Count, state.Member(PciAddress.Parse(Nic))!.Claims));
    }

    [Fact]
    public async Task Results_The33rdLatest_IsForgotten()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        var first = GroupCall.ClaimGroup(Vm1) with { Id = new OperationId(1) };
        await host.Call(group, first); // Refused: its driver holds the group.
        await host.FreeGroup(group); // The second: its device asks the group under an id of its own.
        for (var other = 3UL; other <= 32; other++)
        {
            await host.Call(group, GroupCall.ReleaseGroup(Vm2) with { Id = new OperationId(other) });
        }

        var asTheOldestOf32 = await host.Call(group, first);
        await host.Call(group, GroupCall.ReleaseGroup(Vm2) with { Id = new OperationId(33) });
        var forgotten = await host.Call(group, first);

        Assert.Equal((Errno.EPERM, Errno.None), (asTheOldestOf32.Errno, forgotten.Errno));
    }

    /// <summary>The calls inside a plug have ids of their own: each function joins, and is bound.</summary>
    [Fact]
    public async Task Plug_SlotOfTwoFunctionsUnderOneId_BothJoinAndAreBound()
    {
        var host = silo.Nested();
        var slot = host.Slot("slot 4");

        var reply = await host.Call(HostCall.Plug(slot.Functions) with { Id = new OperationId(77) });

        Assert.Equal(new HostReply(Added: 2, Bound: 2), reply);
        var facts = await host.Facts();
        var key = facts.Devices[slot.Functions[0].Address].Group!.Value;
        var members = facts.Groups[key.Id].State.Members;
        Assert.Equal(
            [("0000:04:00.0", "e1000e"), ("0000:04:00.1", "e1000e")],
            members.Select(member => (member.Device.ToString(), member.Driver?.Name)));
        Assert.Equal(2, facts.Groups[key.Id].State.Count);
        Assert.Equal(2, facts.Units["dmar0"].Group(key.Id).Length);
        Assert.Empty(HostAudit.Problems(facts));
    }

    [Fact]
    public async Task Unplug_SlotOfTwoFunctionsUnderOneId_BothLeave()
    {
        var host = silo.Nested();
        var slot = host.Slot("slot 4");
        await host.Call(HostCall.Plug(slot.Functions) with { Id = new OperationId(1) });

        var reply = await host.Call(HostCall.Unplug(slot.Tops) with { Id = new OperationId(2) });

        Assert.Equal(new HostReply(Removed: 2), reply);
        var facts = await host.Facts();
        Assert.All(slot.Functions, function => Assert.False(facts.Devices[function.Address].IsPresent));
        Assert.Empty(HostAudit.Problems(facts));
    }
}
