using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Verification.History.Checking;

/// <summary>What a group answers when calls come one after the other: what histories are held to.</summary>
/// <remarks>
/// Asks the ownership policy and VFIO's rules what a call does to a state; everything else (lives of a number, late
/// callers, strangers, a device that leaves) is written here a second time, from <c>reference/ownership.md</c> 4.8 and
/// not from the protocol that groups run, so that an error in one is seen by the other.
/// </remarks>
internal sealed class GroupSpecification(OwnershipPolicy policy)
{
    public string Policy => policy.Name;

    /// <returns>The group afterwards and its answer; null when the call cannot come here at all.</returns>
    public (GroupPoint Next, GroupReply Reply)? Apply(GroupPoint at, GroupCall call)
    {
        try
        {
            return Answer(at, call);
        }
        catch (InvariantViolationException)
        {
            return null; // No order of legal calls leads to this call in this state.
        }
    }

    private (GroupPoint Next, GroupReply Reply)? Answer(GroupPoint at, GroupCall call)
    {
        if (call.Verb == GroupVerb.Join && call.Incarnation > at.Life)
        {
            if (!at.State.IsEmpty)
            {
                return null;
            }

            at = at with { Life = call.Incarnation, State = at.State with { Type = call.Type, Iommu = call.Iommu } };
        }

        if (!MeansThisGroup(at, call))
        {
            var left = call.Verb == GroupVerb.CloseVfio ? VfioGroupRules.HasLeft : 0;
            return (at, new GroupReply(OfNobody(call.Verb), at.State.Epoch, Version: at.Version, Value: left));
        }

        var verdict = Ask(at.State, call);
        var version = ReferenceEquals(verdict.Next, at.State) ? at.Version : at.Version + 1;
        return (
            at with { State = verdict.Next, Version = version },
            new GroupReply(
                verdict.Refusal, verdict.Next.Epoch, verdict.Warned, verdict.Panicked, version, verdict.Value));
    }

    /// <summary>A path of a group that is not there, or a file of one that is no more.</summary>
    private static Errno OfNobody(GroupVerb verb) => verb switch
    {
        GroupVerb.OpenVfio or GroupVerb.SetType => Errno.ENOENT,
        GroupVerb.UnsetContainer => Errno.EINVAL,
        GroupVerb.CloseVfio => Errno.None,
        _ => Errno.ENODEV,
    };

    /// <summary>Its caller names this life, shows a claim that still stands, and speaks of a member.</summary>
    private static bool MeansThisGroup(GroupPoint at, GroupCall call)
    {
        if (call.Incarnation != 0 && call.Incarnation != at.Life)
        {
            return false;
        }

        if (call.Epoch != 0 && (call.Epoch, call.Owner) != (at.State.Epoch, at.State.Claimant))
        {
            return false;
        }

        return call.Verb == GroupVerb.Join
            || (!at.State.IsEmpty && (call.Device is not { } device || at.State.Member(device) is not null));
    }

    private Verdict Ask(GroupState group, GroupCall call)
    {
        var device = call.Device.GetValueOrDefault();
        return call.Verb switch
        {
            GroupVerb.Join => policy.Join(group, call.Member!),
            GroupVerb.Leave => Leave(group, device),
            GroupVerb.Bind => policy.Bind(group, device, call.Driver!),
            GroupVerb.Unbind => VfioGroupRules.Revoked(policy, policy.Unbind(group, device)),
            GroupVerb.ClaimGroup => policy.ClaimGroup(group, call.Owner),
            GroupVerb.ClaimDevice => policy.ClaimDevice(group, device, call.Owner),
            GroupVerb.ReleaseGroup => policy.ReleaseGroup(group, call.Owner),
            GroupVerb.ReleaseDevice => policy.ReleaseDevice(group, device, call.Owner),
            GroupVerb.AttachDevice => policy.AttachDevice(group, device, call.Domain),
            GroupVerb.DetachDevice => policy.DetachDevice(group, device, call.Domain),
            GroupVerb.AttachGroup => policy.AttachGroup(group, call.Device, call.Owner, call.Domain),
            GroupVerb.DetachGroup => policy.DetachGroup(group, call.Device, call.Owner),
            GroupVerb.AttachPasid => policy.AttachPasid(group, call.Pasid, call.Domain),
            GroupVerb.DetachPasid => policy.DetachPasid(group, call.Pasid),
            GroupVerb.SetType => policy.SetType(group, call.Word!),
            GroupVerb.Reattach => group,
            _ => AskVfio(group, call),
        };
    }

    private Verdict AskVfio(GroupState group, GroupCall call) => call.Verb switch
    {
        GroupVerb.OpenVfio => VfioGroupRules.Open(group),
        GroupVerb.CloseVfio => VfioGroupRules.Close(policy, group, call),
        GroupVerb.VfioStatus => VfioGroupRules.Status(policy, group, call),
        GroupVerb.SetContainer => VfioGroupRules.SetContainer(policy, group, call),
        GroupVerb.UnsetContainer => VfioGroupRules.UnsetContainer(policy, group, call),
        GroupVerb.OpenDevice => VfioGroupRules.OpenDevice(policy, group, call),
        GroupVerb.CloseDevice => VfioGroupRules.CloseDevice(policy, group),
        GroupVerb.AttachIommu => VfioGroupRules.AttachIommu(policy, group, call),
        GroupVerb.DetachIommu => VfioGroupRules.DetachIommu(policy, group, call),
        _ => throw new ArgumentOutOfRangeException(nameof(call), call.Verb, "unknown verb"),
    };

    /// <summary>
    /// A user that loses its last device loses the group: what it attached is detached and every claim returned before
    /// the device goes. A user that keeps another only loses what it claimed through this one.
    /// </summary>
    private Verdict Leave(GroupState group, PciAddress device)
    {
        var user = group.Claimant;
        var losesAll = !user.IsNone && !KeepsAClaimWithout(group, device);
        if (losesAll)
        {
            group = Detached(group, user);
        }

        var warned = false;
        while (group.Member(device) is { Claims: > 0 })
        {
            group = Released(group, policy.ReleaseDevice(group, device, user), ref warned);
        }

        while (losesAll && group.GroupClaims > 0)
        {
            group = Released(group, policy.ReleaseGroup(group, user), ref warned);
        }

        var left = policy.Leave(group, device);
        return left with { Warned = left.Warned | warned };
    }

    /// <summary>A release that released nothing would be asked for without end.</summary>
    private static GroupState Released(GroupState before, Verdict verdict, ref bool warned)
    {
        Invariant.Require(verdict.Next != before, "INV-19");
        warned |= verdict.Warned;
        return verdict.Next;
    }

    private static bool KeepsAClaimWithout(GroupState group, PciAddress device) =>
        group.Members.Any(member => member.Device != device && (group.GroupClaims > 0 || member.Claims > 0));

    private GroupState Detached(GroupState group, OwnerCookie user)
    {
        foreach (var pasid in group.Pasids?.Keys ?? [])
        {
            group = policy.DetachPasid(group, pasid).Next;
        }

        return group.Domain.Kind == DomainKind.Private ? policy.DetachGroup(group, null, user).Next : group;
    }
}
