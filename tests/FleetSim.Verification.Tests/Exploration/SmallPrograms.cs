using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.Search;

namespace FleetSim.Verification.Tests.Exploration;

/// <summary>A host with one group of cards, the last one not there at boot, and operations on it.</summary>
internal static class SmallPrograms
{
    public static OwnerCookie X { get; } = new(0xa);

    public static OwnerCookie Y { get; } = new(0xb);

    /// <summary>A function of one card without ACS, which makes all of them one group.</summary>
    public static PciAddress Card(int index) => new(0, 1, 0, index);

    public static ActorProgram Kernel(string name, params ImmutableArray<Operation> operations) =>
        new(name, OwnerCookie.None, operations);

    public static ActorProgram User(string name, OwnerCookie user, params ImmutableArray<Operation> operations) =>
        new(name, user, operations);

    public static Operation Do(OperationKind kind, int card = 0, string? driver = null) =>
        new(kind, $"{kind} {card}")
        {
            Device = Card(card),
            Driver = driver,
            Domain = Domain.Private((uint)card + 1),
            Slot = Slot(card),
        };

    public static Operation UserAttach(OwnerCookie user) =>
        Do(OperationKind.UserAttach) with { Domain = Domain.Private(9, user) };

    /// <summary>A size check at attach, and a hot-plug: where the project comes from.</summary>
    public static ConcurrentProgram Origin(OwnershipPolicy policy) => Of(
        policy,
        size: 2,
        [],
        Kernel("driver0", Do(OperationKind.AttachDevice)),
        Kernel("hotplug", Do(OperationKind.Plug, 1)));

    /// <param name="size">Cards of the group; with more than one, the last one is not there at boot.</param>
    public static ConcurrentProgram Of(
        OwnershipPolicy policy,
        int size,
        ImmutableArray<Operation> given,
        params ImmutableArray<ActorProgram> actors) =>
        new()
        {
            Policy = policy,
            Template = Template(policy, size),
            Given = given,
            Actors = actors,
        };

    public static string Broken(ExplorationResult result) =>
        string.Join(' ', result.Findings.Select(finding => finding.Invariant.Id));

    private static HostTemplate Template(OwnershipPolicy policy, int size)
    {
        var there = Enumerable.Range(0, size > 1 ? size - 1 : 1).Select(Function);
        return HostTemplate.Boot(
            "cards",
            PciTopology.Empty.Plug(there.Prepend(Port)),
            HostIommu.Of(IommuKind.IntelNoCachingMode, null),
            policy,
            slots: [.. Enumerable.Range(0, size).Select(Slot)]);
    }

    private static HotplugSlot Slot(int card) => new($"slot {card}", Port.Address, [Function(card)], card == 0);

    private static PciFunction Port { get; } = new()
    {
        Address = new PciAddress(0, 0, 1, 0),
        ClassCode = 0x060400,
        HeaderType = 1,
        Kind = PciKind.RootPort,
        Buses = new BridgeBuses(0, 1, 1),
        Acs = new AcsCapability(0x001d001f, 0),
        Unit = "dmar0",
    };

    private static PciFunction Function(int card) => new()
    {
        Address = Card(card),
        VendorId = 0x8086,
        DeviceId = 0x10d3,
        ClassCode = 0x020000,
        MultifunctionBit = true,
        Kind = PciKind.Endpoint,
        Unit = "dmar0",
    };
}
