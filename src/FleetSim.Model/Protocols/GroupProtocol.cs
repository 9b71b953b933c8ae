using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols.GroupActions;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Protocols;

/// <summary>How a group carries out a call: decide, commit, program its units, answer.</summary>
/// <remarks>
/// Check and commit are one turn. What gives (claim, attach, join) is committed before the unit is programmed; what
/// takes away (release, leave) after the unit is programmed and flushed, so that nobody else is let in while the owner
/// can still reach memory. While an order is out, other calls wait as they wait for <c>group->mutex</c>.
/// </remarks>
public static class GroupProtocol
{
    /// <summary>A call arrives at a group that is in the middle of none.</summary>
    /// <param name="number">The group's number on its host.</param>
    public static GroupMove Begin(OwnershipPolicy policy, int number, GroupRecord record, GroupCall call)
    {
        Invariant.Require(record.Step is null, "INV-26");
        if (call.Action is Join join && call.Incarnation > record.Incarnation)
        {
            Invariant.Require(record.State.IsEmpty, "INV-12");
            var formed = record.State with { Type = join.Type, Iommu = join.Iommu };
            record = record with { State = formed, Incarnation = call.Incarnation };
        }

        if (IsLate(record, call) || IsOfNoMember(record.State, call))
        {
            var left = call.Verb == GroupVerb.CloseVfio ? VfioGroupRules.HasLeft : 0;
            return new GroupMove(
                record,
                null,
                new GroupReply(Gone(call.Verb), record.State.Epoch, Version: record.Version, Value: left));
        }

        var verdict = Decide(policy, record.State, call);
        var unchanged = ReferenceEquals(verdict.Next, record.State);
        var version = record.Version + (unchanged ? 0UL : 1);
        var reply = new GroupReply(
            verdict.Refusal, verdict.Next.Epoch, verdict.Warned, verdict.Panicked, version, verdict.Value)
        {
            Dma = call.Verb == GroupVerb.AttachIommu && verdict.Granted ? GroupDma.Of(verdict.Next) : null,
        };
        if (unchanged && call.Verb != GroupVerb.Reattach)
        {
            return new GroupMove(record, null, reply);
        }

        var orders = verdict.Panicked ? []
            : unchanged ? AttachmentOrders.Complete(number, record.State)
            : AttachmentOrders.Between(number, record.State, verdict.Next);
        if (orders.IsEmpty)
        {
            return new GroupMove(new GroupRecord(verdict.Next, record.Incarnation, Version: version), null, reply);
        }

        var step = new GroupStep(call, verdict.Next, reply, orders);
        var committed = TakesAway(call.Verb)
            ? record with { Step = step }
            : new GroupRecord(verdict.Next, record.Incarnation, step, version);
        return new GroupMove(committed, orders[0], default);
    }

    /// <summary>The answer of a unit got lost: it is ordered once more, to the same effect.</summary>
    public static GroupMove Resume(GroupRecord record) => new(record, record.Step!.Orders[record.Step.At], default);

    /// <summary>A unit has carried out the order that was out, or wants to be told all of the group first.</summary>
    public static GroupMove Next(GroupRecord record, UnitReply reply)
    {
        var step = record.Step!;
        if (reply.Unknown)
        {
            var order = step.Orders[step.At];
            return new GroupMove(record, AttachmentOrders.Complete(order.Call.Group, step.Next, order.Unit), default);
        }

        var next = step.At + 1;
        return next < step.Orders.Length
            ? new GroupMove(record with { Step = step with { At = next } }, step.Orders[next], default)
            : new GroupMove(
                new GroupRecord(step.Next, record.Incarnation, Version: step.Reply.Version), null, step.Reply);
    }

    /// <summary>The caller speaks of a group, or of a claim, that is no more.</summary>
    /// <remarks>Epochs of two groups may be equal, so whoever shows one must be the user it was given to.</remarks>
    private static bool IsLate(GroupRecord record, GroupCall call) =>
        (call.Incarnation != 0 && call.Incarnation != record.Incarnation)
        || (call.Epoch != 0 && (call.Epoch != record.State.Epoch || call.Owner != record.State.Claimant));

    /// <summary>A group without members is no group; a device that is not a member has none here.</summary>
    private static bool IsOfNoMember(GroupState group, GroupCall call) =>
        call.Verb != GroupVerb.Join
        && (group.IsEmpty || (call.Device is { } device && group.IndexOf(device) < 0));

    /// <summary>
    /// What a caller hears of a group that is no more: a path that is not there, or a file of nothing.
    /// </summary>
    private static Errno Gone(GroupVerb verb) => verb switch
    {
        GroupVerb.OpenVfio or GroupVerb.SetType => Errno.ENOENT,
        GroupVerb.UnsetContainer => Errno.EINVAL,
        GroupVerb.CloseVfio => Errno.None,
        _ => Errno.ENODEV,
    };

    private static bool TakesAway(GroupVerb verb) => verb is GroupVerb.ReleaseGroup or GroupVerb.ReleaseDevice
        or GroupVerb.Leave or GroupVerb.Unbind or GroupVerb.UnsetContainer or GroupVerb.CloseVfio
        or GroupVerb.CloseDevice;

    private static Verdict Decide(OwnershipPolicy policy, GroupState group, GroupCall call) => call.Action switch
    {
        ClaimGroup claim => policy.ClaimGroup(group, claim.Owner),
        ReleaseGroup release => policy.ReleaseGroup(group, release.Owner),
        ClaimDevice claim => policy.ClaimDevice(group, claim.Device, claim.Owner),
        ReleaseDevice release => policy.ReleaseDevice(group, release.Device, release.Owner),
        AttachDevice attach => policy.AttachDevice(group, attach.Device, attach.Domain),
        DetachDevice detach => policy.DetachDevice(group, detach.Device, detach.Domain),
        AttachGroup attach => policy.AttachGroup(group, attach.Device, OwnerCookie.None, attach.Domain),
        DetachGroup detach => policy.DetachGroup(group, detach.Device, OwnerCookie.None),
        AttachGroupAsUser attach => policy.AttachGroup(group, device: null, attach.Owner, attach.Domain),
        DetachGroupAsUser detach => policy.DetachGroup(group, device: null, detach.Owner),
        AttachPasid attach => policy.AttachPasid(group, attach.Pasid, attach.Domain),
        DetachPasid detach => policy.DetachPasid(group, detach.Pasid),
        Join join => policy.Join(group, join.Member),
        Leave leave => Leave(policy, group, leave.Device),
        Bind bind => policy.Bind(group, bind.Device, bind.Driver),
        Unbind unbind => VfioGroupRules.Revoked(policy, policy.Unbind(group, unbind.Device)),
        SetType write => policy.SetType(group, write.Word),
        Reattach => group,
        _ => DecideVfio(policy, group, call.Action),
    };

    private static Verdict DecideVfio(OwnershipPolicy policy, GroupState group, GroupAction action) => action switch
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
    /// A device leaves with its own claims released, and the last one with the group's: as VFIO revokes a group whose
    /// last device leaves, its owner hears ENODEV from then on.
    /// </summary>
    /// <remarks>
    /// Source: vfio_pci_core_unregister_device and vfio_group_unregister; <c>reference/ownership.md</c> 4.8.
    /// </remarks>
    private static Verdict Leave(OwnershipPolicy policy, GroupState group, PciAddress device)
    {
        var endsClaim = EndsClaim(group, device);
        if (endsClaim)
        {
            group = WithoutUserDomains(policy, group);
        }

        var warned = false;
        while (group.Member(device) is { Claims: > 0 })
        {
            group = Released(policy.ReleaseDevice(group, device, group.Claimant), group, ref warned);
        }

        while (endsClaim && group.GroupClaims > 0)
        {
            group = Released(policy.ReleaseGroup(group, group.Claimant), group, ref warned);
        }

        var verdict = policy.Leave(group, device);
        return verdict with { Warned = verdict.Warned | warned };
    }

    /// <summary>With the device goes the last claim: no other member holds one, and a group-level one needs a
    /// member.</summary>
    private static bool EndsClaim(GroupState group, PciAddress device) =>
        group.IsClaimed && (group.Members.Length == 1
            || (group.GroupClaims == 0 && group.Members.All(member => member.Device == device || member.Claims == 0)));

    /// <summary>Before a user lets go, what it attached is detached.</summary>
    private static GroupState WithoutUserDomains(OwnershipPolicy policy, GroupState group)
    {
        foreach (var pasid in group.Pasids?.Keys ?? [])
        {
            group = policy.DetachPasid(group, pasid).Next;
        }

        return group.Domain.Kind == DomainKind.Private
            ? policy.DetachGroup(group, null, group.Claimant).Next
            : group;
    }

    private static GroupState Released(Verdict verdict, GroupState before, ref bool warned)
    {
        Invariant.Require(!ReferenceEquals(verdict.Next, before), "INV-19");
        warned |= verdict.Warned;
        return verdict.Next;
    }
}
