using FleetSim.Model.Hosts;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Tests.Hosts;
using FleetSim.Model.Vfio;

namespace FleetSim.Model.Tests.Vfio;

/// <summary>A host whose graphics card, alone in its group, belongs to vfio-pci, and what its processes do.</summary>
internal sealed class VfioHost
{
    public static readonly PciAddress Card = PciAddress.Parse("0000:03:00.0");
    public static readonly PciAddress Nic = PciAddress.Parse("0000:01:00.0");
    private ulong _operations;

    public VfioHost(string policy = "mainline")
    {
        Host = TestHosts.Boot("growing-group", policy);
        ToVfio(Card);
    }

    public LocalHost Host { get; }

    public int Group => GroupOf(Card);

    /// <summary>The driver that the group knows a device by.</summary>
    public string? DriverOf(PciAddress device) => Host.Devices[device].VisibleDriver?.Name;

    public int GroupOf(PciAddress device) => Host.State.Groups.GroupOf(device)!.Value.Id;

    public void ToVfio(PciAddress device)
    {
        Assert.True(Host.Execute(device, DeviceCall.Unbind()).Granted);
        Assert.True(Host.Execute(device, DeviceCall.SetOverride("vfio-pci")).Granted);
        Assert.True(Host.Execute(device, DeviceCall.Bind("vfio-pci")).Granted);
    }

    public Errno Do(string process, AddressSpaceCall call) => Host.Execute(process, call).Errno;

    /// <summary>What a process answers to each of some calls.</summary>
    public Errno[] Do(string process, params IEnumerable<AddressSpaceCall> calls) =>
        [.. calls.Select(call => Do(process, call))];

    /// <summary>Container <c>c</c>, group <c>g</c> in it, and device <c>d</c>, all open.</summary>
    public void OpenAll(string process = "vm") =>
        Assert.All(Do(process, Opening(Group, Card)), errno => Assert.Equal(Errno.None, errno));

    public static IEnumerable<AddressSpaceCall> Opening(int group, PciAddress device) =>
    [
        AddressSpaceCall.OpenContainer("c"),
        AddressSpaceCall.OpenGroup(group, "g"),
        AddressSpaceCall.SetContainer("g", "c"),
        AddressSpaceCall.SetIommu("c", IommuBackend.Type1V2),
        AddressSpaceCall.GetDevice("g", device, "d"),
    ];

    public VfioStatus Status(string process, string group) =>
        (VfioStatus)Host.Execute(process, AddressSpaceCall.GroupStatus(group)).Value;

    /// <summary>An id that no other call of the test has.</summary>
    public OperationId NewId() => new(++_operations);

    public void RequireNothingLeft() =>
        Assert.Empty(Verification.Audit.HostAudit.Problems(TestHosts.Facts(Host)));
}
