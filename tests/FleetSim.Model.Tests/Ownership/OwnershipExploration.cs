using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Invariants;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>
/// Every state that legal callers can reach in a group of two devices, the second one hot-pluggable, with kernel and
/// DMA-managed drivers, two users that claim by device and two that claim by group.
/// </summary>
/// <remarks>The exploration at the end of <c>reference/ownership.md</c> section 5.</remarks>
public sealed class OwnershipExploration
{
    /// <summary>
    /// What legal callers can break under each policy: never what it guarantees, and nothing under <c>strict</c>.
    /// Under <c>viability</c> the machine stops before INV-1 can be seen broken.
    /// </summary>
    [Theory]
    [InlineData("viability", "INV-3 INV-5 INV-8 INV-9 INV-24 INV-25")]
    [InlineData("enum-v1", "INV-3 INV-5 INV-8 INV-9 INV-25")]
    [InlineData("tag", "INV-3 INV-5 INV-8 INV-9 INV-25")]
    [InlineData("user-domain", "INV-3 INV-5 INV-8 INV-9 INV-25")]
    [InlineData("private-domain", "INV-3")]
    [InlineData("mainline-6.1", "INV-3 INV-5 INV-8 INV-9 INV-25")]
    [InlineData("mainline", "INV-8 INV-9 INV-25")]
    [InlineData("strict", "")]
    public void Explore_LegalCallers_BreaksWhatThePolicyLeavesOpenOnly(string name, string expected)
    {
        var policy = OwnershipPolicies.Find(name)!;

        var found = Explore(policy).FirstBroken;

        var broken = InvariantCatalogue.Isolation.Where(info => found.ContainsKey(info.Isolation)).ToList();
        Assert.Equal(
            expected, string.Join(' ', broken.Select(info => info.Id).OrderBy(id => int.Parse(id.AsSpan(4), null))));
        Assert.DoesNotContain(broken, info => policy.Guarantees.HasFlag(info.Isolation));
    }

    [Fact]
    public void Explore_Mainline_ShortestTracesAreTheHolesOfTheReference()
    {
        var found = Explore(OwnershipPolicies.Mainline).FirstBroken;

        Check(found, OwnershipPolicies.Mainline, IsolationInvariants.UnheldIsDefault, FreeP);
        Check(found, OwnershipPolicies.Mainline, IsolationInvariants.PrivateDomainIsUnshared, SharedPrivateDomain);
        Assert.Equal(
            [
                IsolationInvariants.PrivateDomainIsUnshared,
                IsolationInvariants.UnheldIsDefault,
                IsolationInvariants.PrivateDomainIsItsDrivers,
            ],
            found.Keys.Order());
    }

    [Fact]
    public void Explore_Mainline61_AdditionallySplitsTheGroup()
    {
        var policy = OwnershipPolicies.Find("mainline-6.1")!;

        var found = Explore(policy).FirstBroken;

        Check(found, policy, IsolationInvariants.UnheldIsDefault, FreeP);
        Check(found, policy, IsolationInvariants.PrivateDomainIsUnshared, SharedPrivateDomain);
        Check(found, policy, IsolationInvariants.OneDomain, HotAddUnderPrivateDomain);
        Assert.Equal(
            [
                IsolationInvariants.OneDomain,
                IsolationInvariants.KernelDriverKeepsItsDomain,
                IsolationInvariants.PrivateDomainIsUnshared,
                IsolationInvariants.UnheldIsDefault,
                IsolationInvariants.PrivateDomainIsItsDrivers,
            ],
            found.Keys.Order());
    }

    [Theory]
    [InlineData("mainline", 131)]
    [InlineData("mainline-6.1", 136)]
    [InlineData("strict", 100)]
    public void Explore_LegalCallers_ReachesTheSameStatesEveryTime(string name, int states) =>
        Assert.Equal(states, Explore(OwnershipPolicies.Find(name)!).States);

    // The traces of the reference, in its words.

    /// <summary>Bind managed driver to dev0; it attaches P without claiming.</summary>
    private static readonly GroupCall[] FreeP =
        [GroupCall.Bind(Device(0), VfioPci), GroupCall.AttachDevice(Device(0), P)];

    /// <summary>Bind kernel driver to dev0; add dev1; bind kernel driver to dev1; attach-group P.</summary>
    private static readonly GroupCall[] SharedPrivateDomain =
    [
        GroupCall.Bind(Device(0), Ordinary),
        GroupCall.Join(Member(1), 1),
        GroupCall.Bind(Device(1), Ordinary),
        GroupCall.AttachGroup(Device(0), P),
    ];

    /// <summary>Bind kernel driver to dev0; attach-device P; add dev1.</summary>
    private static readonly GroupCall[] HotAddUnderPrivateDomain =
    [
        GroupCall.Bind(Device(0), Ordinary),
        GroupCall.AttachDevice(Device(0), P),
        GroupCall.Join(Member(1), 1),
    ];

    /// <summary>The invariant breaks at the last call of the trace, and no trace is shorter.</summary>
    private static void Check(
        Dictionary<IsolationInvariants, int> found, OwnershipPolicy policy, IsolationInvariants invariant, GroupCall[] trace)
    {
        var scene = Start(policy);
        for (var i = 0; i < trace.Length; i++)
        {
            var (next, reply) = scene.Run(trace[i]);
            Assert.Equal(Errno.None, reply.Errno);
            Assert.Equal(i == trace.Length - 1, IsolationChecker.Broken(next.Group).HasFlag(invariant));
            scene = next;
        }

        Assert.Equal(trace.Length, found[invariant]);
    }

    /// <summary>
    /// Breadth first: how many states there are, and after how many calls each invariant breaks first.
    /// </summary>
    private static (int States, Dictionary<IsolationInvariants, int> FirstBroken) Explore(OwnershipPolicy policy)
    {
        var start = Start(policy);
        var seen = new HashSet<string> { start.Key() };
        var queue = new Queue<(Scene Scene, int Depth)>([(start, 0)]);
        var firstBroken = new Dictionary<IsolationInvariants, int>();
        while (queue.TryDequeue(out var at))
        {
            var broken = IsolationChecker.Broken(at.Scene.Group);
            foreach (var info in InvariantCatalogue.Isolation.Where(info => broken.HasFlag(info.Isolation)))
            {
                firstBroken.TryAdd(info.Isolation, at.Depth);
            }

            foreach (var call in at.Scene.LegalCalls(claimsMax: 1, pasids: false).Where(IsOfTheExploration))
            {
                var (next, reply) = at.Scene.Run(call);
                if (!reply.Panicked && seen.Add(next.Key()))
                {
                    queue.Enqueue((next, at.Depth + 1));
                }
            }
        }

        return (seen.Count, firstBroken);
    }

    /// <summary>The first device stays; only the second is hot-pluggable.</summary>
    private static bool IsOfTheExploration(GroupCall call) =>
        call.Verb != GroupVerb.Leave || call.Device != Device(0);

    private static Scene Start(OwnershipPolicy policy)
    {
        var (start, reply) = Scene.Of(policy, Member(0), Member(1)).Run(GroupCall.Join(Member(0), 1));
        Assert.Equal(Errno.None, reply.Errno);
        return start;
    }
}
