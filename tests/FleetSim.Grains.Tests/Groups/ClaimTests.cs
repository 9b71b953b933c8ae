using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Audit;

namespace FleetSim.Grains.Tests.Groups;

/// <summary>Claim, attach, detach and release through the grains: the unit follows the group.</summary>
public sealed class ClaimTests(MainlineSilo silo)
{
    private const string Nic = "0000:01:00.0";

    private static readonly OwnerCookie Vm1 = new(0x301);
    private static readonly OwnerCookie Vm2 = new(0x302);
    private static readonly Domain Domain1 = Domain.Private(7, Vm1);

    [Fact]
    public async Task ClaimGroup_KernelDriverBound_IsEperm()
    {
        var host = silo.Nested();

        var reply = await host.Call(host.GroupOf(Nic), GroupCall.ClaimGroup(Vm1));

        Assert.Equal(new GroupReply(Errno.EPERM, Version: 2), reply);
    }

    [Fact]
    public async Task ClaimAttachDetachRelease_UnitFollowsTheGroup()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var domains = new List<Domain>();

        var epoch = (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Epoch;
        domains.AddRange(await Attachments(host, group));
        await host.Call(group, GroupCall.AttachGroup(Vm1, Domain1, epoch));
        domains.AddRange(await Attachments(host, group));
        await host.Call(group, GroupCall.DetachGroup(Vm1, epoch));
        domains.AddRange(await Attachments(host, group));
        await host.Call(group, GroupCall.ReleaseGroup(Vm1, epoch));
        domains.AddRange(await Attachments(host, group));

        Assert.Equal([Domain.Blocking, Domain1, Domain.Blocking, Domain.Default], domains);
        Assert.Empty(HostAudit.Problems(await host.Facts()));
    }

    [Fact]
    public async Task ClaimDevice_OtherUserHoldsTheGroup_IsEperm()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        await host.Call(group, GroupCall.ClaimGroup(Vm1));

        var reply = await host.Call(Nic, DeviceCall.Claim(Vm2));

        Assert.Equal(Errno.EPERM, reply.Errno);
    }

    [Fact]
    public async Task Bind_UserHoldsTheGroup_IsEbusyUntilTheRelease()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var epoch = (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Epoch;

        var held = await host.Call(Nic, DeviceCall.Bind("e1000e"));
        await host.Call(group, GroupCall.ReleaseGroup(Vm1, epoch));
        var free = await host.Call(Nic, DeviceCall.Bind("e1000e"));

        Assert.Equal((Errno.EBUSY, Errno.None), (held.Errno, free.Errno));
        Assert.Equal("e1000e", free.Driver);
    }

    /// <summary>Who asks first is not said, but one of them has the group and the others hear EPERM.</summary>
    [Fact]
    public async Task ClaimGroup_ManyAtOnce_IsGrantedToOne()
    {
        var host = silo.Nested();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var users = Enumerable.Range(1, 50).Select(user => new OwnerCookie((ulong)(0x1000 + user))).ToList();

        var replies = await Task.WhenAll(users.Select(user => host.Call(group, GroupCall.ClaimGroup(user))));

        var winner = Assert.Single(Enumerable.Range(0, 50), user => replies[user].Granted);
        Assert.Equal(49, replies.Count(reply => reply.Errno == Errno.EPERM));
        Assert.Equal(users[winner], (await host.Group(group)).State.Claimant);
    }

    [Fact]
    public async Task Plug_GroupOwnedByAUser_NewcomerIsOnTheUsersDomainWithoutItsDriver()
    {
        var host = silo.Growing();
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var epoch = (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Epoch;
        await host.Call(group, GroupCall.AttachGroup(Vm1, Domain1, epoch));

        var reply = await host.Call(HostCall.Plug(host.Slot("slot 2").Functions));

        Assert.Equal(new HostReply(Added: 1, BindsRefused: 1, LastBindRefusal: Errno.EBUSY), reply);
        var facts = await host.Facts();
        Assert.Equal(4, facts.Groups[group].State.Members.Length);
        Assert.All(facts.Units["dmar1"].Group(group), attachment => Assert.Equal(Domain1, attachment.Domain));
        Assert.Equal([$"{host.Key}: group {group}: still claimed by user-301 after everyone was done"], HostAudit.Problems(facts));
    }

    private static async Task<IEnumerable<Domain>> Attachments(TestHost host, int group) =>
        (await host.Facts()).Units["dmar0"].Group(group).Select(attachment => attachment.Domain);
}
