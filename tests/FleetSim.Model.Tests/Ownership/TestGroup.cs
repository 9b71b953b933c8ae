using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>Devices, drivers, users and domains that the ownership tests speak of.</summary>
internal static class TestGroup
{
    public static Driver Ordinary { get; } = new() { Name = "e1000e" };

    public static Driver Stub { get; } = KnownDrivers.PciStub;

    public static Driver VfioPci { get; } = KnownDrivers.VfioPci;

    public static OwnerCookie X { get; } = new(0xa);

    public static OwnerCookie Y { get; } = new(0xb);

    /// <summary>Private domains of kernel drivers.</summary>
    public static Domain P { get; } = Domain.Private(1);

    public static Domain P2 { get; } = Domain.Private(2);

    public static Domain PrivateOf(OwnerCookie user) => Domain.Private(3, user);

    public static PciAddress Device(int index) => new(0, (byte)(index + 1), 0);

    public static Rid RidOf(int index) => new((byte)(index + 1), 0);

    public static GroupMember Member(int index) => new() { Device = Device(index), Rids = [RidOf(index)], Unit = "dmar0" };

    public static GroupState Of(OwnershipPolicy policy, params IEnumerable<GroupMember> members) =>
        members.Aggregate(GroupState.Empty, (group, member) => policy.Join(group, member).Next);

    public static GroupState OfSize(OwnershipPolicy policy, int size) =>
        Of(policy, Enumerable.Range(0, size).Select(Member));

    /// <summary>The state after a request that must be granted without a warning.</summary>
    public static GroupState Granted(this Verdict verdict)
    {
        Assert.Equal((Errno.None, false, false), (verdict.Refusal, verdict.Warned, verdict.Panicked));
        return verdict.Next;
    }

    /// <summary>
    /// Such as <c>0 K(2)</c>, <c>EBUSY KP(1)</c>, <c>WARN FREE</c>: the answer, then the state afterwards.
    /// </summary>
    public static string Outcome(Verdict verdict, Func<GroupState, string> name)
    {
        var words = new List<string>();
        if (verdict.Panicked)
        {
            words.Add("PANIC");
        }

        if (verdict.Warned)
        {
            words.Add("WARN");
        }

        if (!verdict.Granted)
        {
            words.Add(verdict.Refusal.ToString());
        }

        if (words.Count == 0)
        {
            words.Add("0");
        }

        words.Add(name(verdict.Next));
        return string.Join(' ', words);
    }
}
