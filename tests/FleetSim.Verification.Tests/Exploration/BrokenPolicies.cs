using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Ownership;
using FleetSim.Model.Ownership.Policies;
using FleetSim.Model.Pci;

namespace FleetSim.Verification.Tests.Exploration;

/// <summary>Mainline with one mistake each, so that every check of the explorer is seen to fire.</summary>
internal static class BrokenPolicies
{
    /// <summary>A bind looks at nothing.</summary>
    internal sealed class BindsAlways : MainlinePolicy
    {
        protected override Verdict UseDefaultDomain(GroupState group) => group with { Count = group.Count + 1 };
    }

    /// <summary>A claim looks at nothing, so that a second owner takes the place of the first.</summary>
    internal sealed class ClaimsAlways : MainlinePolicy
    {
        public override Verdict ClaimGroup(GroupState group, OwnerCookie owner) => group with
        {
            Owner = owner,
            Claimant = owner,
            Count = 1,
            GroupClaims = 1,
            Domain = Domain.Blocking,
            BlockingAllocated = true,
            Epoch = group.Epoch + 1,
        };
    }

    /// <summary>A claim leaves the group where it is.</summary>
    internal sealed class ClaimsWithoutBlocking : MainlinePolicy
    {
        public override Verdict ClaimGroup(GroupState group, OwnerCookie owner) =>
            group.ClaimedBy(owner, null) with { Owner = owner, Count = 1 };

        protected override GroupState Checked(GroupState next) => next;
    }

    /// <summary>A claim forgets to count itself, which the policy's own check sees.</summary>
    internal sealed class ClaimsWithoutCount : MainlinePolicy
    {
        public override Verdict ClaimGroup(GroupState group, OwnerCookie owner) =>
            Checked(group.ClaimedBy(owner, null) with { Owner = owner, Count = 0 });
    }

    /// <summary>A release forgets the domain.</summary>
    internal sealed class ReleasesWithoutDetach : MainlinePolicy
    {
        public override Verdict ReleaseGroup(GroupState group, OwnerCookie owner) =>
            group.ReleasedWhollyBy(owner) with { Owner = OwnerCookie.None, Count = 0 };
    }

    /// <summary>A refused bind counts all the same.</summary>
    internal sealed class CountsRefusals : MainlinePolicy
    {
        public override Verdict Bind(GroupState group, PciAddress device, Driver driver) =>
            base.Bind(group, device, driver) is { Granted: false } refused
                ? refused with { Next = group with { Count = group.Count + 1 } }
                : base.Bind(group, device, driver);
    }

    /// <summary>A second device is refused to the owner too.</summary>
    internal sealed class NestsNothing : MainlinePolicy
    {
        public override Verdict ClaimDevice(GroupState group, PciAddress device, OwnerCookie owner) =>
            group.IsClaimed ? Verdict.Refused(group, Model.Errno.EPERM) : base.ClaimDevice(group, device, owner);
    }
}
