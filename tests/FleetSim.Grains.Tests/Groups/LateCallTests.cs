using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Audit;

namespace FleetSim.Grains.Tests.Groups;

/// <summary>Who speaks of a claim, or of a group, that is no more, changes nothing and hears ENODEV.</summary>
public sealed class LateCallTests(MainlineSilo silo)
{
    private const string Nic = "0000:01:00.0";

    private static readonly OwnerCookie Vm1 = new(0x201);
    private static readonly OwnerCookie Vm2 = new(0x202);

    [Fact]
    public async Task ReleaseGroup_EpochOfAnEarlierClaim_IsEnodevAndTheNewOwnerStays()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var old = (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Epoch;
        await host.Call(group, GroupCall.ReleaseGroup(Vm1, old));
        var now = (await host.Call(group, GroupCall.ClaimGroup(Vm2))).Epoch;

        var late = await host.Call(group, GroupCall.ReleaseGroup(Vm1, old));

        Assert.Equal(new GroupReply(Errno.ENODEV, now, Version: 6), late);
        Assert.Equal((1UL, 3UL), (old, now));
        Assert.Equal(Vm2, (await host.Group(group)).State.Claimant);
    }

    [Fact]
    public async Task AttachGroup_EpochOfAnEarlierClaim_IsEnodev()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var old = (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Epoch;
        await host.Call(group, GroupCall.ReleaseGroup(Vm1, old));

        var late = await host.Call(group, GroupCall.AttachGroup(Vm1, Domain.Private(1, Vm1), old));

        Assert.Equal(Errno.ENODEV, late.Errno);
        Assert.Equal(Domain.Default, (await host.Group(group)).State.Domain);
    }

    /// <summary>Epochs of two groups can be equal: a number alone does not tell whose claim it was.</summary>
    [Fact]
    public async Task ReleaseGroup_EpochOfAnotherGroupsClaim_IsEnodevAndTheOwnerStays()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        var other = host.GroupOf("0000:02:00.0");
        await host.FreeGroup(group);
        await host.FreeGroup(other);
        var epoch1 = (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Epoch;
        var epoch2 = (await host.Call(other, GroupCall.ClaimGroup(Vm2))).Epoch;

        var mistaken = await host.Call(other, GroupCall.ReleaseGroup(Vm1, epoch1));

        Assert.Equal(epoch1, epoch2);
        Assert.Equal(Errno.ENODEV, mistaken.Errno);
        Assert.Equal(Vm2, (await host.Group(other)).State.Claimant);
    }

    [Fact]
    public async Task ReleaseGroup_DeviceWasReplugged_IsEnodevAndTheNewLifeIsFree()
    {
        var host = silo.Nested();
        var slot = host.Slot("slot 1");
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var epoch = (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Epoch;
        await host.Call(HostCall.Unplug(slot.Tops));
        await host.Call(HostCall.Plug(slot.Functions));

        var late = await host.Call(group, GroupCall.ReleaseGroup(Vm1, epoch));

        Assert.Equal(Errno.ENODEV, late.Errno);
        var facts = await host.Facts();
        Assert.Equal((2, 1), (facts.Groups[group].Incarnation, facts.Groups[group].State.Count));
        Assert.Empty(HostAudit.Problems(facts));
    }

    [Theory]
    [InlineData(1, Errno.ENODEV)]
    [InlineData(2, Errno.None)]
    [InlineData(3, Errno.ENODEV)]
    [InlineData(0, Errno.None)]
    public async Task ClaimGroup_OfALifeOfTheGroup_IsGrantedForTheOneThatIs(int incarnation, Errno expected)
    {
        var host = silo.Nested();
        var slot = host.Slot("slot 1");
        var group = host.GroupOf(Nic);
        await host.Call(HostCall.Unplug(slot.Tops));
        await host.Call(HostCall.Plug(slot.Functions));
        await host.FreeGroup(group);

        var reply = await host.Call(group, GroupCall.ClaimGroup(Vm1) with { Incarnation = incarnation });

        Assert.Equal(expected, reply.Errno);
    }

    [Fact]
    public async Task ClaimGroup_NumberThatNoGroupHas_IsEnodev()
    {
        var reply = await silo.Nested().Call(4000, GroupCall.ClaimGroup(Vm1));

        Assert.Equal(Errno.ENODEV, reply.Errno);
    }
}
