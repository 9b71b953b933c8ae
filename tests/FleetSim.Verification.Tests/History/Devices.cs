using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Verification.Tests.History;

/// <summary>Devices, drivers and users that the histories speak of.</summary>
internal static class Devices
{
    public static Driver Ordinary { get; } = new() { Name = "e1000e" };

    public static OwnerCookie A { get; } = new(0xa);

    public static OwnerCookie B { get; } = new(0xb);

    public static PciAddress Device(int index) => new(0, (byte)(index + 1), 0);

    public static GroupMember Member(int index) =>
        new() { Device = Device(index), Rids = [new Rid((byte)(index + 1), 0)], Unit = "dmar0" };

    /// <summary>A group in its first life, on its default domain.</summary>
    public static GroupRecord Group(OwnershipPolicy policy, int members)
    {
        var state = GroupState.Empty;
        for (var i = 0; i < members; i++)
        {
            state = policy.Join(state, Member(i)).Next;
        }

        return new GroupRecord(state, 1, Version: (ulong)members);
    }
}
