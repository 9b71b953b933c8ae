using System.Collections.Immutable;
using CsCheck;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Invariants;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>What holds after any sequence of calls by legal callers.</summary>
/// <remarks>A failure prints its seed; <c>CsCheck_Seed</c> takes it back.</remarks>
public sealed class OwnershipProperties
{
    private const int Sequences = 400;

    /// <summary>
    /// Groups of one to four devices; some are bridges, some need a direct mapping, some share a requester id with the
    /// first.
    /// </summary>
    private static readonly Gen<ImmutableArray<GroupMember>> Devices =
        Gen.Select(Gen.Bool, Gen.Int[0, 9], Gen.Int[0, 2], Gen.Bool)
            .Array[1, 4]
            .Select(traits => traits.Select((t, i) => Device(i, t.Item1, t.Item2 == 0, t.Item3, t.Item4)))
            .Select(devices => devices.ToImmutableArray());

    private static readonly Gen<int[]> Choices = Gen.Int[0, 10_000].Array[0, 60];

    public static TheoryData<string> Policies => [.. OwnershipPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void LegalCallers_EveryPolicy_FactsUnitsAndGuaranteesHold(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;

        Gen.Select(Devices, Choices).Sample(
            (devices, choices) =>
            {
                var scene = Scene.Of(policy, devices);
                foreach (var choice in choices)
                {
                    var calls = scene.LegalCalls(claimsMax: 2, pasids: true).ToList();
                    var call = calls[choice % calls.Count];
                    var (next, reply) = scene.Run(call);
                    CheckAnswer(policy, scene.Group, call, reply, next.Group);
                    if (reply.Panicked)
                    {
                        return;
                    }

                    CheckBookkeeping(policy, next.Group);
                    CheckUnits(next);
                    Assert.Equal(
                        IsolationInvariants.None, IsolationChecker.Broken(next.Group) & policy.Guarantees);
                    scene = next;
                }
            },
            iter: Sequences);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void ClaimAndRelease_WhereverGranted_LeadBackToTheSameState(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;

        Gen.Select(Devices, Choices).Sample(
            (devices, choices) =>
            {
                var scene = Scene.Of(policy, devices);
                foreach (var choice in choices)
                {
                    var calls = scene.LegalCalls(claimsMax: 2, pasids: true).ToList();
                    var (next, reply) = scene.Run(calls[choice % calls.Count]);
                    if (reply.Panicked)
                    {
                        return;
                    }

                    scene = next;
                    CheckPairs(scene);
                }
            },
            iter: Sequences / 5);
    }

    private static void CheckPairs(Scene scene)
    {
        var stranger = new OwnerCookie(0xf);
        var user = scene.Group.IsClaimed ? scene.Group.Claimant : stranger;
        CheckPair(scene, GroupCall.ClaimGroup(stranger), GroupCall.ReleaseGroup(stranger));
        foreach (var member in scene.Group.Members)
        {
            CheckPair(
                scene, GroupCall.ClaimDevice(member.Device, user), GroupCall.ReleaseDevice(member.Device, user));
        }
    }

    private static void CheckPair(Scene scene, GroupCall claim, GroupCall release)
    {
        var (claimed, granted) = scene.Run(claim);
        if (granted.Granted)
        {
            var (released, reply) = claimed.Run(release);

            Assert.Equal((Errno.None, false), (reply.Errno, reply.Warned));
            Assert.Equal(scene.Key(), released.Key());
            CheckUnits(released);
        }
    }

    /// <summary>
    /// A refused call changes nothing but the blocking domain; legal callers are warned of the known holes only.
    /// </summary>
    private static void CheckAnswer(
        OwnershipPolicy policy, GroupState before, GroupCall call, GroupReply reply, GroupState after)
    {
        if (!reply.Granted)
        {
            Assert.Equal(before, after with { BlockingAllocated = before.BlockingAllocated });
        }

        Assert.True(!reply.Panicked || policy.Name == "viability", $"{policy.Name} panics at {call}");
        var known = policy.Name != "strict" && call.Verb switch
        {
            GroupVerb.DetachDevice => before.Members.Length > 1, // H-3
            GroupVerb.Leave => before.Members.Length == 1 && before.Domain != Domain.Default, // What H-3 leaves behind.
            GroupVerb.Join => policy.Name == "viability" && before.IsClaimed,
            _ => false,
        };
        Assert.True(!reply.Warned || known, $"{policy.Name} warns of {call}");
    }

    /// <summary>
    /// INV-6, INV-7: the count tells bound kernel drivers, or claims; the owner is who claimed. No requester id strays
    /// twice.
    /// </summary>
    private static void CheckBookkeeping(OwnershipPolicy policy, GroupState group)
    {
        var claims = group.GroupClaims + group.Members.Sum(member => member.Claims);
        var drivers = policy.Name == "viability" ? 0 : group.KernelDrivers();
        Assert.Equal(group.IsClaimed, claims > 0);
        Assert.Equal(group.IsClaimed ? claims : drivers, group.Count);
        Assert.Distinct(group.Strays.Select(stray => stray.Rid));
        Assert.All(group.Strays, stray => Assert.NotEqual(group.Domain, stray.Domain));
        if (policy.Name is "mainline" or "mainline-6.1" or "strict")
        {
            Assert.Equal(group.Claimant, group.Owner);
        }
    }

    /// <summary>The units are where the group says, and know nobody else.</summary>
    private static void CheckUnits(Scene scene)
    {
        foreach (var (name, unit) in scene.Units)
        {
            var expected = scene.Group.Members.Where(member => member.Unit == name)
                .SelectMany(member => member.Rids)
                .Distinct()
                .Select(rid => new RidAttachment(rid, scene.Group.AttachmentOf(rid)))
                .OrderBy(attachment => attachment.Rid);
            var actual = unit.Groups.SelectMany(group => group).OrderBy(attachment => attachment.Rid);
            Assert.Equal(expected, actual);
        }
    }

    private static GroupMember Device(int index, bool bridge, bool direct, int sharing, bool ofSecondUnit) =>
        Member(index) with
        {
            IsBridge = bridge,
            RequiresDirectMapping = direct,
            PasidLimit = bridge ? 0 : 1u << 16,
            Unit = sharing == 0 && ofSecondUnit && index > 0 ? "dmar1" : "dmar0",
            Rids = sharing switch
            {
                0 => [RidOf(index)],
                1 => [RidOf(0), .. index == 0 ? ImmutableArray<Rid>.Empty : [RidOf(index)]],
                _ => [RidOf(0)],
            },
        };
}
