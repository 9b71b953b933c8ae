using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Tests.Hosts;
using FleetSim.Model.Vfio;
using static FleetSim.Model.Tests.Vfio.VfioHost;

namespace FleetSim.Model.Tests.Vfio;

/// <summary>Processes with container, group and device files: <c>reference/userapi.md</c> 1.1 to 1.3.</summary>
public sealed class AddressSpaceTests
{
    private static readonly AddressSpaceCall CloseGroup = AddressSpaceCall.Close("g");
    private static readonly AddressSpaceCall CloseDevice = AddressSpaceCall.Close("d");

    public static TheoryData<string> Policies => [.. OwnershipPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Exit_EverythingOpen_LeavesNothing(string policy)
    {
        var host = new VfioHost(policy);
        host.OpenAll();
        Assert.True(host.Host.Groups[host.Group].State.IsClaimed);

        Assert.Equal(Errno.None, host.Do("vm", AddressSpaceCall.Exit()));

        Assert.False(host.Host.Groups[host.Group].State.IsClaimed);
        Assert.Equal(Domain.Default, host.Host.Groups[host.Group].State.Domain);
        host.RequireNothingLeft();
        host.OpenAll("another");
    }

    [Fact]
    public void SetIommu_ClaimedGroup_IsOnTheContainersDomain()
    {
        var host = new VfioHost();
        host.Do("vm", Opening(host.Group, Card).Take(3));
        var claimed = host.Host.Groups[host.Group].State.Domain;

        host.Do("vm", AddressSpaceCall.SetIommu("c", IommuBackend.Type1));

        Assert.Equal(Domain.Blocking, claimed);
        Assert.Equal(Domain.Private(1, OwnerCookie.OfProcess("vm")), host.Host.Groups[host.Group].State.Domain);
    }

    [Fact]
    public void OpenGroup_WithoutAVfioDriver_IsEnoentAndTwiceIsEbusy()
    {
        var host = new VfioHost();

        Assert.Equal(Errno.ENOENT, host.Do("vm", AddressSpaceCall.OpenGroup(host.GroupOf(Nic), "g")));
        Assert.Equal(Errno.ENOENT, host.Do("vm", AddressSpaceCall.OpenGroup(999, "g")));
        Assert.Equal(Errno.None, host.Do("vm", AddressSpaceCall.OpenGroup(host.Group, "g")));
        Assert.Equal(Errno.EBUSY, host.Do("other", AddressSpaceCall.OpenGroup(host.Group, "g")));
        Assert.Equal(Errno.EBUSY, host.Do("vm", AddressSpaceCall.OpenGroup(host.Group, "h")));
    }

    [Fact]
    public void Status_FromOpenToDevice_IsViableThenContainerSet()
    {
        var host = new VfioHost();
        host.Do("vm", Opening(host.Group, Card).Take(2));
        var open = host.Status("vm", "g");
        host.Do("vm", AddressSpaceCall.SetContainer("g", "c"));

        Assert.Equal(VfioStatus.Viable, open);
        Assert.Equal(VfioStatus.Viable | VfioStatus.ContainerSet, host.Status("vm", "g"));
    }

    [Fact]
    public void SetContainer_KernelDriverInTheGroup_IsEpermAndNotViable()
    {
        var host = new VfioHost();
        var slot = Slot("second function of slot 3");
        Assert.Equal(1, host.Host.Execute(HostCall.Plug(slot)).Bound);
        host.Do("vm", Opening(host.Group, Card).Take(2));

        Assert.Equal(VfioStatus.None, host.Status("vm", "g"));
        Assert.Equal(Errno.EPERM, host.Do("vm", AddressSpaceCall.SetContainer("g", "c")));
        Assert.Equal(Errno.EINVAL, host.Do("vm", AddressSpaceCall.SetIommu("c", IommuBackend.Type1)));
        Assert.Equal(Errno.EINVAL, host.Do("vm", AddressSpaceCall.GetDevice("g", Card, "d")));
    }

    [Theory]
    [InlineData(0, Errno.ENODEV)]
    [InlineData(2, Errno.ENODEV)]
    [InlineData(6, Errno.EINVAL)]
    [InlineData(99, Errno.ENODEV)]
    public void SetIommu_TypeThatAttachesNothing_CanBeGivenAnother(int type, Errno expected)
    {
        var host = new VfioHost();
        host.Do("vm", Opening(host.Group, Card).Take(3));

        Assert.Equal(
            [expected, Errno.None, Errno.EINVAL],
            host.Do(
                "vm",
                AddressSpaceCall.SetIommu("c", type),
                AddressSpaceCall.SetIommu("c", 1),
                AddressSpaceCall.SetIommu("c", 1)));
    }

    [Fact]
    public void UnsetContainer_DeviceFileOpen_IsEbusyUntilItIsClosed()
    {
        var host = new VfioHost();
        host.OpenAll();

        Assert.Equal(
            [Errno.EBUSY, Errno.None, Errno.None, Errno.EINVAL],
            host.Do(
                "vm",
                AddressSpaceCall.UnsetContainer("g"),
                CloseDevice,
                AddressSpaceCall.UnsetContainer("g"),
                AddressSpaceCall.UnsetContainer("g")));
        Assert.False(host.Host.Groups[host.Group].State.IsClaimed);
    }

    [Fact]
    public void CloseGroup_DeviceFileOpen_StaysClaimedAndBusyUntilTheLastDeviceFile()
    {
        var host = new VfioHost();
        host.OpenAll();
        host.Do("vm", AddressSpaceCall.GetDevice("g", Card, "again"), CloseGroup, CloseDevice);
        var claimed = host.Host.Groups[host.Group].State.IsClaimed;
        var busy = host.Do("other", AddressSpaceCall.OpenGroup(host.Group, "g"));

        host.Do("vm", AddressSpaceCall.Close("again"));

        Assert.True(claimed);
        Assert.Equal(Errno.EBUSY, busy);
        host.RequireNothingLeft();
        Assert.Equal(Errno.None, host.Do("other", AddressSpaceCall.OpenGroup(host.Group, "g")));
    }

    [Fact]
    public void CloseContainer_GroupInIt_ChangesNothingUntilTheGroupLeaves()
    {
        var host = new VfioHost();
        host.OpenAll();

        host.Do("vm", AddressSpaceCall.Close("c"));

        Assert.Equal(VfioStatus.Viable | VfioStatus.ContainerSet, host.Status("vm", "g"));
        host.Do("vm", CloseDevice, CloseGroup);
        host.RequireNothingLeft();
    }

    [Fact]
    public void Unbind_NoDeviceFileOpen_RevokesTheGroupForEver()
    {
        var host = new VfioHost();
        host.OpenAll();
        host.Do("vm", CloseDevice);

        Assert.True(host.Host.Execute(Card, DeviceCall.Unbind()).Granted);
        var released = !host.Host.Groups[host.Group].State.IsClaimed;
        Assert.True(host.Host.Execute(Card, DeviceCall.Bind("vfio-pci")).Granted);

        Assert.True(released);
        Assert.Equal(
            [Errno.ENODEV, Errno.ENODEV, Errno.ENODEV, Errno.EINVAL],
            host.Do(
                "vm",
                AddressSpaceCall.GroupStatus("g"),
                AddressSpaceCall.SetContainer("g", "c"),
                AddressSpaceCall.GetDevice("g", Card, "d"),
                AddressSpaceCall.UnsetContainer("g")));
        Assert.Equal(Errno.None, host.Do("vm", AddressSpaceCall.OpenGroup(host.Group, "new")));
        Assert.Equal(Errno.None, host.Do("vm", CloseGroup)); // The old file: nobody else's opening ends with it.
        Assert.Equal(VfioStatus.Viable, host.Status("vm", "new"));
    }

    /// <summary>Without a container no claim is returned: only the revocation tells the two files apart.</summary>
    [Fact]
    public void Unbind_GroupOpenOutsideOfAContainer_TheOldFileIsStaleForEver()
    {
        var host = new VfioHost();
        host.Do("vm", Opening(host.Group, Card).Take(2));
        Assert.True(host.Host.Execute(Card, DeviceCall.Unbind()).Granted);
        Assert.True(host.Host.Execute(Card, DeviceCall.Bind("vfio-pci")).Granted);
        host.Do("other", Opening(host.Group, Card).Take(2));

        Assert.Equal(
            [Errno.ENODEV, Errno.ENODEV, Errno.None],
            host.Do("vm", AddressSpaceCall.GroupStatus("g"), AddressSpaceCall.SetContainer("g", "c"), CloseGroup));
        Assert.Equal(VfioStatus.Viable, host.Status("other", "g"));
    }

    /// <summary>The container of a revoked group is empty: its backend is gone, and it can be given another.</summary>
    [Fact]
    public void SetIommu_AfterItsGroupWasRevoked_BeginsAnew()
    {
        var host = new VfioHost();
        host.OpenAll();
        host.Do("vm", CloseDevice);
        host.Host.Execute(Card, DeviceCall.Unbind());
        host.Host.Execute(Card, DeviceCall.Bind("vfio-pci"));

        Assert.Equal(
            [Errno.EINVAL, Errno.None, Errno.None, Errno.None],
            host.Do(
                "vm",
                AddressSpaceCall.SetIommu("c", 1),
                AddressSpaceCall.OpenGroup(host.Group, "g2"),
                AddressSpaceCall.SetContainer("g2", "c"),
                AddressSpaceCall.SetIommu("c", 1)));
    }

    [Fact]
    public void SetContainer_ContainerWithAnIommu_AttachesTheSecondGroupAtOnce()
    {
        var host = new VfioHost();
        host.OpenAll();
        Assert.Equal(0, host.Host.Execute(HostCall.Unplug(Nic)).BindsRefused);
        var other = Slot("slot 4");
        host.Host.Execute(HostCall.Plug(other));
        host.ToVfio(other[0].Address);
        var group = host.GroupOf(other[0].Address);

        host.Do("vm", AddressSpaceCall.OpenGroup(group, "g2"), AddressSpaceCall.SetContainer("g2", "c"));

        Assert.Equal(host.Host.Groups[host.Group].State.Domain, host.Host.Groups[group].State.Domain);
        Assert.Equal(Errno.None, host.Do("vm", AddressSpaceCall.GetDevice("g2", other[0].Address, "d2")));
    }

    [Theory]
    [InlineData("mainline", Errno.EBADFD)]
    [InlineData("mainline-6.1", Errno.EINVAL)]
    public void SetContainer_FileThatIsNoContainer_IsTheKernelsAnswer(string policy, Errno expected)
    {
        var host = new VfioHost(policy);
        host.Do("vm", Opening(host.Group, Card).Take(2));

        Assert.Equal(
            [expected, Errno.EBADF, Errno.EBADF, Errno.EINVAL],
            host.Do(
                "vm",
                AddressSpaceCall.SetContainer("g", "g"),
                AddressSpaceCall.SetContainer("g", "nothing"),
                AddressSpaceCall.SetContainer("nothing", "c"),
                AddressSpaceCall.GroupStatus("c")));
    }

    /// <summary>
    /// Another turn of the group comes between the look at a container and the attach: the group has left, so nothing
    /// is attached to it, and the container that is empty now has no backend.
    /// </summary>
    [Fact]
    public void AttachIommu_GroupWasRevokedMeanwhile_AttachesNothing()
    {
        var host = new VfioHost();
        host.Do("vm", Opening(host.Group, Card).Take(3));
        var user = OwnerCookie.OfProcess("vm");
        var opened = host.Host.Groups[host.Group].State.Vfio!.Opened;
        host.Host.Execute(Card, DeviceCall.Unbind());

        var reply = host.Host.Execute(host.Group, GroupCall.AttachIommu(opened, user, Domain.Private(1, user)));

        Assert.Equal(Errno.ENODEV, reply.Errno);
        Assert.Equal(Domain.Default, host.Host.Groups[host.Group].State.Domain);
        Assert.Equal(Errno.EINVAL, host.Do("vm", AddressSpaceCall.SetIommu("c", 1)));
    }

    [Fact]
    public void GetDevice_ContainerWithoutAnIommu_IsEinval()
    {
        var host = new VfioHost();
        host.Do("vm", Opening(host.Group, Card).Take(3));

        Assert.Equal(Errno.EINVAL, host.Do("vm", AddressSpaceCall.GetDevice("g", Card, "d")));
    }

    /// <summary>No unit that is modelled refuses an attach, so the groups' answers are made up.</summary>
    [Fact]
    public void SetContainer_AttachRefused_ReturnsTheClaim()
    {
        var inContainer = new GroupReply(Errno.None, Value: (int)(VfioStatus.Viable | VfioStatus.ContainerSet));
        var attached = new GroupReply(Errno.None, Dma: GroupDma.Of(GroupState.Empty));
        var space = new AddressSpaceState(OwnerCookie.OfProcess("vm"));
        space = Answered(space, AddressSpaceCall.OpenContainer("c")).State;
        space = Answered(space, AddressSpaceCall.OpenGroup(1, "g"), default(GroupReply)).State;
        space = Answered(space, AddressSpaceCall.SetContainer("g", "c"), default(GroupReply)).State;
        space = Answered(space, AddressSpaceCall.SetIommu("c", IommuBackend.Type1), inContainer, attached).State;
        space = Answered(space, AddressSpaceCall.OpenGroup(2, "h"), default(GroupReply)).State;

        var refused = Answered(
            space, AddressSpaceCall.SetContainer("h", "c"), inContainer, default, new GroupReply(Errno.EBUSY));
        var end = AddressSpaceProtocol.Next(refused.State, default(GroupReply));

        Assert.Equal((2, GroupVerb.UnsetContainer), (refused.Call?.Group, refused.Call?.ToGroup?.Verb));
        Assert.Equal(new AddressSpaceReply(Errno.EBUSY), end.Reply);
        Assert.Equal([1], end.State.Containers[1].Groups.Select(group => group.Number));
    }

    [Fact]
    public void Open_NameInUse_LeavesTheOlderFileOpen()
    {
        var host = new VfioHost();
        host.OpenAll();
        host.Do("vm", AddressSpaceCall.OpenContainer("g"), AddressSpaceCall.Close("g"), CloseDevice);

        Assert.True(host.Host.Groups[host.Group].State.IsClaimed); // The group file lives on without a name.
        host.Do("vm", AddressSpaceCall.Exit());
        host.RequireNothingLeft();
    }

    /// <summary>What a process does after some answers of groups.</summary>
    private static AddressSpaceMove Answered(
        AddressSpaceState space, AddressSpaceCall call, params IEnumerable<GroupReply> replies) =>
        replies.Aggregate(
            AddressSpaceProtocol.Begin(space, call), (move, reply) => AddressSpaceProtocol.Next(move.State, reply));

    private static ImmutableArray<PciFunction> Slot(string name) =>
        TestHosts.Template("growing-group").Slots.Single(slot => slot.Name == name).Functions;
}
