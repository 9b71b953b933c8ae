using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Protocols.GroupActions;

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
        if (call.Action is Join join && call.Incarnation > at.Life)
        {
            if (!at.State.IsEmpty)
            {
                return null;
            }

            at = at with { Life = call.Incarnation, State = at.State with { Type = join.Type, Iommu = join.Iommu } };
        }

        if (!MeansThisGroup(at, call))
        {
            var left = call.Verb == GroupVerb.CloseVfio ? VfioGroupRules.HasLeft : 0;
            return (at, new GroupReply(OfNobody(call.Verb), at.State.Epoch, Version: at.Version, Value: left));
        }

        var verdict = Ask(at.State, call.Action);
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

    private Verdict Ask(GroupState group, GroupAction action) => action switch
    {
        Join join => policy.Join(group, join.Member),
        Leave leave => Leave(group, leave.Device),
        Bind bind => policy.Bind(group, bind.Device, bind.Driver),
        Unbind unbind => VfioGroupRules.Revoked(policy, policy.Unbind(group, unbind.Device)),
        ClaimGroup claim => policy.ClaimGroup(group, claim.Owner),
        ClaimDevice claim => policy.ClaimDevice(group, claim.Device, claim.Owner),
        ReleaseGroup release => policy.ReleaseGroup(group, release.Owner),
        ReleaseDevice release => policy.ReleaseDevice(group, release.Device, release.Owner),
        AttachDevice attach => policy.AttachDevice(group, attach.Device, attach.Domain),
        DetachDevice detach => policy.DetachDevice(group, detach.Device, detach.Domain),
        AttachGroup attach => policy.AttachGroup(group, attach.Device, OwnerCookie.None, attach.Domain),
        DetachGroup detach => policy.DetachGroup(group, detach.Device, OwnerCookie.None),
        AttachGroupAsUser attach => policy.AttachGroup(group, null, attach.Owner, attach.Domain),
        DetachGroupAsUser detach => policy.DetachGroup(group, null, detach.Owner),
        AttachPasid attach => policy.AttachPasid(group, attach.Pasid, attach.Domain),
        DetachPasid detach => policy.DetachPasid(group, detach.Pasid),
        SetType write => policy.SetType(group, write.Word),
        Reattach => group,
        _ => AskVfio(group, action),
    };

    private Verdict AskVfio(GroupState group, GroupAction action) => action switch
    {
        OpenVfio => VfioGroupRules.Open(group),
        CloseVfio close => VfioGroupRules.Close(policy, group, close.Opened),
        ReadVfioStatus read => VfioGroupRules.Status(policy, group, read.Opened),
        SetContainer set => VfioGroupRules.SetContainer(policy, group, set),
        UnsetContainer unset => VfioGroupRules.UnsetContainer(policy, group, unset.Opened),
        OpenDevice open => VfioGroupRules.OpenDevice(policy, group, open),
        CloseDevice => VfioGroupRules.CloseDevice(policy, group),
        AttachIommu attach => VfioGroupRules.AttachIommu(policy, group, attach),
        DetachIommu detach => VfioGroupRules.DetachIommu(policy, group, detach),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action.Verb, "unknown verb"),
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
