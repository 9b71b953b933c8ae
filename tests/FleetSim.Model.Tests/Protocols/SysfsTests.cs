using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Model.Tests.Protocols;

/// <summary>
/// Binding through sysfs: override, bind, unbind and drivers_probe, as in <c>reference/ownership.md</c> 4.5.1.
/// </summary>
public sealed class SysfsTests
{
    private static readonly OwnerCookie User = new(0xa);

    private static readonly PciFunction Nic = new()
    {
        Address = new PciAddress(0, 3, 0),
        VendorId = 0x8086,
        DeviceId = 0x10d3,
        ClassCode = 0x020000,
    };

    private static readonly PciFunction OtherNic = Nic with { Address = new PciAddress(0, 4, 0) };

    private static readonly PciFunction Bridge = new()
    {
        Address = new PciAddress(0, 5, 0),
        VendorId = 0x1b36,
        DeviceId = 0x0001,
        ClassCode = 0x060400,
        HeaderType = 1,
        Kind = PciKind.ConventionalBridge,
    };

    private readonly SmallHost _host = new(OwnershipPolicies.Mainline);

    // driver_override

    [Fact]
    public void SetOverride_Absent_IsEnoent() =>
        Assert.Equal(Errno.ENOENT, _host.Call(Nic, DeviceCall.SetOverride("vfio-pci")).Errno);

    [Fact]
    public void SetOverride_Bound_LeavesTheDriverAlone()
    {
        _host.Add(Nic);

        var reply = _host.Call(Nic, DeviceCall.SetOverride("vfio-pci"));

        Assert.Equal((Errno.None, "e1000e"), (reply.Errno, reply.Driver));
        Assert.Equal("vfio-pci", _host[Nic].DriverOverride);
    }

    [Fact]
    public void SetOverride_Cleared_TheIdTableCountsAgain()
    {
        Driverless(Nic);
        _host.Call(Nic, DeviceCall.SetOverride("vfio-pci"));

        _host.Call(Nic, DeviceCall.SetOverride(null));

        Assert.Equal(Errno.ENODEV, _host.Call(Nic, DeviceCall.Bind("vfio-pci")).Errno);
        Assert.Equal("e1000e", _host.Call(Nic, DeviceCall.Bind("e1000e")).Driver);
    }

    // drivers/<driver>/bind

    [Fact]
    public void Bind_Absent_IsEnodev() =>
        Assert.Equal(Errno.ENODEV, _host.Call(Nic, DeviceCall.Bind("e1000e")).Errno);

    [Theory]
    [InlineData("igb", null)]
    [InlineData("vfio-pci", null)]
    [InlineData("pci-stub", null)]
    [InlineData("uio_pci_generic", null)]
    [InlineData("e1000e", "vfio-pci")]
    public void Bind_NotMatching_IsEnodevEvenWhileBound(string driver, string? driverOverride)
    {
        _host.Add(Nic);
        _host.Call(Nic, DeviceCall.SetOverride(driverOverride));

        var bound = _host.Call(Nic, DeviceCall.Bind(driver));
        _host.Call(Nic, DeviceCall.Unbind());
        var driverless = _host.Call(Nic, DeviceCall.Bind(driver));

        Assert.Equal((Errno.ENODEV, Errno.ENODEV), (bound.Errno, driverless.Errno));
    }

    [Fact]
    public void Bind_HasADriver_IsEbusyForTheSameDriverToo()
    {
        _host.Add(Nic);

        Assert.Equal(Errno.EBUSY, _host.Call(Nic, DeviceCall.Bind("e1000e")).Errno);
    }

    [Fact]
    public void Bind_GroupOwnedByAUser_IsEbusyAndRetriedAfterTheRelease()
    {
        Driverless(Nic);
        var epoch = _host.Call(GroupCall.ClaimGroup(User)).Epoch;

        var refused = _host.Call(Nic, DeviceCall.Bind("e1000e"));
        _host.Call(GroupCall.ReleaseGroup(User, epoch));
        var driverAfterRelease = _host[Nic].Driver;
        var granted = _host.Call(Nic, DeviceCall.Bind("e1000e"));

        Assert.Equal((Errno.EBUSY, null), (refused.Errno, refused.Driver));
        Assert.Null(driverAfterRelease);
        Assert.Equal((Errno.None, "e1000e"), (granted.Errno, granted.Driver));
    }

    [Theory]
    [InlineData("vfio-pci")]
    [InlineData("pci-stub")]
    public void Bind_DmaManagedDriverInAnOwnedGroup_Binds(string driver)
    {
        Driverless(Nic);
        _host.Call(GroupCall.ClaimGroup(User));

        Assert.Equal(driver, BindByOverride(Nic, driver).Driver);
    }

    [Fact]
    public void Bind_UioPciGeneric_IsAnOrdinaryDriver()
    {
        Driverless(Nic);
        BindByOverride(Nic, "uio_pci_generic");

        Assert.Equal(Errno.EPERM, _host.Call(GroupCall.ClaimGroup(User)).Errno);
    }

    [Fact]
    public void Bind_OrdinaryDriverOfABridge_KeepsUsersOutAndIsKeptOutByThem()
    {
        var shpchp = new Driver { Name = "shpchp", Ids = [new PciMatch(ClassCode: 0x060400)] };
        var host = new SmallHost(OwnershipPolicies.Mainline, new DriverCatalogue([shpchp]));
        host.Add(Bridge);

        var claim = host.Call(GroupCall.ClaimGroup(User));
        host.Call(Bridge, DeviceCall.Unbind());
        host.Call(GroupCall.ClaimGroup(User));
        var bind = host.Call(Bridge, DeviceCall.Bind("shpchp"));

        Assert.Equal((Errno.EPERM, Errno.EBUSY), (claim.Errno, bind.Errno));
    }

    [Fact]
    public void Bind_ProbeRefuses_AnswersItsErrnoAndReturnsTheClaim()
    {
        Driverless(Bridge);

        var reply = BindByOverride(Bridge, "vfio-pci");

        Assert.Equal((Errno.EINVAL, null), (reply.Errno, reply.Driver));
        Assert.Null(_host[Bridge].Driver);
        Assert.Null(_host.Group.Members[0].Driver);
    }

    [Fact]
    public void Bind_TheGroupAnswersBeforeTheProbe()
    {
        Driverless(Bridge);
        _host.Trace.Clear();

        BindByOverride(Bridge, "vfio-pci");

        Assert.Equal(["Bind 0000:05:00.0 vfio-pci", "Unbind 0000:05:00.0"], _host.Trace);
    }

    // <device>/driver/unbind

    [Fact]
    public void Unbind_AbsentOrDriverless_IsEnoent()
    {
        var absent = _host.Call(Nic, DeviceCall.Unbind());
        Driverless(Nic);

        Assert.Equal((Errno.ENOENT, Errno.ENOENT), (absent.Errno, _host.Call(Nic, DeviceCall.Unbind()).Errno));
    }

    [Fact]
    public void Unbind_PrivateDomainAttached_DetachesItBeforeTheClaimIsReturned()
    {
        _host.Add(Nic);
        _host.Call(Nic, DeviceCall.AttachDevice(Domain.Private(7)));
        _host.Trace.Clear();

        var reply = _host.Call(Nic, DeviceCall.Unbind());

        Assert.Equal((Errno.None, null, false), (reply.Errno, reply.Driver, reply.Warned));
        Assert.Equal(
            [
                "DetachDevice 0000:03:00.0 domain private-7",
                "group 3 -> default",
                "Unbind 0000:03:00.0",
            ],
            _host.Trace);
        Assert.Equal((0, Domain.Default), (_host.Group.Count, _host.Group.Domain));
    }

    // drivers_probe

    [Fact]
    public void Probe_Absent_IsEnodev() => Assert.Equal(Errno.ENODEV, _host.Call(Nic, DeviceCall.Probe()).Errno);

    [Fact]
    public void Probe_HasADriver_SucceedsAndDoesNothing()
    {
        _host.Add(Nic);
        _host.Call(Nic, DeviceCall.SetOverride("vfio-pci"));

        var reply = _host.Call(Nic, DeviceCall.Probe());

        Assert.Equal((Errno.None, "e1000e"), (reply.Errno, reply.Driver));
    }

    [Fact]
    public void Probe_NoDriverMatches_SucceedsAndDoesNothing()
    {
        Driverless(Nic);
        _host.Call(Nic, DeviceCall.SetOverride("not-loaded"));

        var reply = _host.Call(Nic, DeviceCall.Probe());

        Assert.Equal((Errno.None, null), (reply.Errno, reply.Driver));
    }

    [Theory]
    [InlineData(null, "e1000e")]
    [InlineData("vfio-pci", "vfio-pci")]
    [InlineData("pci-stub", "pci-stub")]
    public void Probe_Driverless_BindsWhatMatches(string? driverOverride, string driver)
    {
        Driverless(Nic);
        _host.Call(Nic, DeviceCall.SetOverride(driverOverride));

        Assert.Equal(driver, _host.Call(Nic, DeviceCall.Probe()).Driver);
    }

    [Fact]
    public void Probe_ClaimRefused_IsEinvalWhateverTheInnerErrno()
    {
        Driverless(Nic);
        _host.Call(GroupCall.ClaimGroup(User));

        Assert.Equal(Errno.EINVAL, _host.Call(Nic, DeviceCall.Probe()).Errno);
    }

    /// <summary>Recorded on 6.1 and 6.12: a driver that refuses leaves the device to the next, and there is
    /// none.</summary>
    [Fact]
    public void Probe_DriverRefuses_IsNothingAndTheBindByNameTellsWhy()
    {
        Driverless(Bridge);
        _host.Call(Bridge, DeviceCall.SetOverride("vfio-pci"));

        var probed = _host.Call(Bridge, DeviceCall.Probe());

        Assert.Equal((Errno.None, null), (probed.Errno, probed.Driver));
        Assert.Equal(Errno.EINVAL, _host.Call(Bridge, DeviceCall.Bind("vfio-pci")).Errno);
    }

    // Appearing and disappearing.

    [Fact]
    public void Appear_GroupOwnedByAUser_IsThereWithoutItsDriver()
    {
        Driverless(Nic);
        _host.Call(GroupCall.ClaimGroup(User));

        var reply = _host.Add(OtherNic);

        Assert.Equal((Errno.None, null, Errno.EBUSY), (reply.Errno, reply.Driver, reply.BindRefusal));
        Assert.Equal(Domain.Blocking, _host.Unit.AttachmentOf(new Rid(4, 0)));
    }

    [Fact]
    public void Appear_Twice_IsEexist()
    {
        _host.Add(Nic);

        Assert.Equal(Errno.EEXIST, _host.Add(Nic).Errno);
    }

    [Fact]
    public void Appear_DirectMappingInAnOwnedGroup_HasNoGroupAndNothingToOwn() // H-4
    {
        Driverless(Nic);
        _host.Call(GroupCall.ClaimGroup(User));

        var reply = _host.Add(OtherNic with { RequiresDirectMapping = true });

        Assert.Equal((Errno.None, "e1000e", null), (reply.Errno, reply.Driver, reply.Group));
        Assert.Null(_host.Unit.AttachmentOf(new Rid(4, 0)));
        Assert.Single(_host.Group.Members);
    }

    [Fact]
    public void Appear_NoUnitTranslatesIt_BindsWithoutAskingAnyGroup()
    {
        var reply = _host.Add(Nic, grouped: false);

        Assert.Equal((Errno.None, "e1000e"), (reply.Errno, reply.Driver));
        Assert.Empty(_host.Trace);
        Assert.Equal(Errno.ENODEV, _host.Call(Nic, DeviceCall.Claim(User)).Errno);
        Assert.Equal(Errno.ENODEV, _host.Call(Nic, DeviceCall.AttachDevice(Domain.Private(7))).Errno);
    }

    [Fact]
    public void Appear_Registered_WaitsForItsDriver() => Assert.Null(_host.Add(Nic, offer: false).Driver);

    [Fact]
    public void Disappear_UnbindsThenLeaves()
    {
        _host.Add(Nic);
        _host.Trace.Clear();

        var reply = _host.Call(Nic, DeviceCall.Disappear());

        Assert.Equal((Errno.None, false), (reply.Errno, reply.Warned));
        Assert.Equal(["Unbind 0000:03:00.0", "Leave 0000:03:00.0", "group 3: 03:00.0 gone"], _host.Trace);
        Assert.Equal(DeviceState.Absent, _host[Nic]);
        Assert.Null(_host.Unit.AttachmentOf(new Rid(3, 0)));
        Assert.Equal(Errno.ENOENT, _host.Call(Nic, DeviceCall.Disappear()).Errno);
    }

    /// <summary>Or the group would take one call for a retry of another, or one life of it for another.</summary>
    [Fact]
    public void Disappear_BoundAndAttached_EveryCallNamesTheLifeOfTheGroupAndHasAnIdOfItsOwn()
    {
        _host.Add(Nic);
        _host.Call(Nic, DeviceCall.AttachDevice(Domain.Private(7)));
        var drivers = DriverCatalogue.Standard;
        var calls = new List<GroupCall>();

        var move = DeviceProtocol.Begin(drivers, _host[Nic], DeviceCall.Disappear() with { Id = new OperationId(5) });
        while (move.Call is { } call)
        {
            calls.Add(call);
            move = DeviceProtocol.Next(drivers, move.State, _host.Call(call));
        }

        Assert.Equal([GroupVerb.DetachDevice, GroupVerb.Unbind, GroupVerb.Leave], calls.Select(call => call.Verb));
        Assert.All(calls, call => Assert.Equal((1, 5UL), (call.Incarnation, call.Id.Value)));
        Assert.Distinct(calls.Select(call => call.Id));
    }

    [Fact]
    public void Disappear_ThenAppear_TheOverrideIsLost()
    {
        Driverless(Nic);
        _host.Call(Nic, DeviceCall.SetOverride("vfio-pci"));
        _host.Call(Nic, DeviceCall.Disappear());

        _host.Add(Nic);

        Assert.Equal((null, "e1000e"), (_host[Nic].DriverOverride, _host[Nic].Driver?.Name));
    }

    // What a driver does with its device.

    [Fact]
    public void Attach_Driverless_IsEnodev()
    {
        Driverless(Nic);

        Assert.Equal(Errno.ENODEV, _host.Call(Nic, DeviceCall.AttachDevice(Domain.Private(7))).Errno);
        Assert.Equal(Errno.ENODEV, _host.Call(Nic, DeviceCall.AttachGroup(Domain.Private(7))).Errno);
    }

    [Theory]
    [InlineData("vfio-pci")]
    [InlineData("pci-stub")]
    public void Attach_DriverThatAttachesNothing_IsEnodevAndTheUserKeepsItsGroup(string driver)
    {
        Driverless(Nic);
        BindByOverride(Nic, driver);
        _host.Call(GroupCall.ClaimGroup(User));

        Assert.Equal(Errno.ENODEV, _host.Call(Nic, DeviceCall.AttachDevice(Domain.Private(7))).Errno);
        Assert.Equal(Errno.ENODEV, _host.Call(Nic, DeviceCall.AttachGroup(Domain.Private(7))).Errno);
        Assert.Equal((User, Domain.Blocking), (_host.Group.Claimant, _host.Group.Domain));
    }

    [Fact]
    public void Detach_NothingAttached_IsEinval()
    {
        _host.Add(Nic);

        Assert.Equal(Errno.EINVAL, _host.Call(Nic, DeviceCall.Detach()).Errno);
    }

    [Fact]
    public void Detach_AttachedToTheGroup_IsDetachedFromTheGroup()
    {
        _host.Add(Nic);
        _host.Add(OtherNic);
        _host.Call(Nic, DeviceCall.AttachGroup(Domain.Private(7)));
        _host.Trace.Clear();

        var reply = _host.Call(Nic, DeviceCall.Detach());

        Assert.Equal((Errno.None, false), (reply.Errno, reply.Warned));
        Assert.Equal(["DetachGroup 0000:03:00.0", "group 3 -> default"], _host.Trace);
    }

    [Fact]
    public void Bind_HostPanics_AnswersThatTheHostIsDown()
    {
        var host = new SmallHost(OwnershipPolicies.Find("viability")!);
        host.Add(Nic, offer: false);
        host.Call(GroupCall.ClaimGroup(User));

        var reply = host.Call(Nic, DeviceCall.Bind("e1000e"));

        Assert.Equal((Errno.EHOSTDOWN, true), (reply.Errno, reply.Panicked));
    }

    private void Driverless(PciFunction function) => _host.Add(function, offer: false);

    private DeviceReply BindByOverride(PciFunction function, string driver)
    {
        _host.Call(function, DeviceCall.SetOverride(driver));
        return _host.Call(function, DeviceCall.Bind(driver));
    }
}
