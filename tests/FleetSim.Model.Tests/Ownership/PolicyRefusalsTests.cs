using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>
/// What a policy says it refuses with is what it refuses with, in every state that legal callers reach.
/// </summary>
public sealed class PolicyRefusalsTests
{
    public static TheoryData<string> Policies => [.. OwnershipPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Refusals_EveryReachableState_AreTheDeclaredOnes(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;

        var seen = Seen(policy, Member(0), Member(1));
        foreach (var (kind, errnos) in Seen(policy, Member(0) with { RequiresDirectMapping = true }, Member(1)))
        {
            seen[kind].UnionWith(errnos);
        }

        var declared = policy.Refusals;
        Assert.Subset(declared.Claim.ToHashSet(), seen[Kind.Claim]);
        Assert.Subset(declared.UserAttach.ToHashSet(), seen[Kind.UserAttach]);
        Assert.Subset(declared.DriverAttach.ToHashSet(), seen[Kind.DriverAttach]);
        Assert.Equal(declared.Bind.ToHashSet(), seen[Kind.Bind]);
        Assert.Equal(declared.Claim.ToHashSet(), seen[Kind.Claim]);
    }

    private static Dictionary<Kind, HashSet<Errno>> Seen(OwnershipPolicy policy, params GroupMember[] members)
    {
        var errnos = Enum.GetValues<Kind>().ToDictionary(kind => kind, _ => new HashSet<Errno>());
        var start = Scene.Of(policy, [.. members]);
        var seen = new HashSet<string> { start.Key() };
        var queue = new Queue<Scene>([start]);
        while (queue.TryDequeue(out var scene))
        {
            foreach (var call in scene.LegalCalls(claimsMax: 2, pasids: true))
            {
                var (next, reply) = scene.Run(call);
                if (KindOf(call) is { } kind && reply.Errno is not (Errno.None or Errno.ENODEV))
                {
                    errnos[kind].Add(reply.Errno);
                }

                if (!reply.Panicked && seen.Add(next.Key()))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return errnos;
    }

    private static Kind? KindOf(GroupCall call) => call.Verb switch
    {
        GroupVerb.ClaimGroup or GroupVerb.ClaimDevice => Kind.Claim,
        GroupVerb.AttachDevice => Kind.DriverAttach,
        GroupVerb.AttachGroup => call.Device is null ? Kind.UserAttach : Kind.DriverAttach,
        GroupVerb.Bind => Kind.Bind,
        _ => null,
    };

    private enum Kind
    {
        Claim,
        UserAttach,
        DriverAttach,
        Bind,
    }
}
