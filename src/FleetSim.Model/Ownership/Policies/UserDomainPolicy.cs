using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Ownership.Policies;

/// <summary>Series version 1 with user-managed domains: such a domain stores its user's file, and only that user
/// attaches it.</summary>
/// <remarks>
/// A kernel-only attach passes no file and is refused while a user owns the group. Source: Lu Baolu's proposal in the
/// thread,
/// <c>reference/ownership.md</c> section 7; where the thread gives no errno, that of the nearest rule of version 1 is
/// taken.
/// </remarks>
public sealed class UserDomainPolicy : EnumV1Policy
{
    public override string Name => "user-domain";

    public override PolicyRefusals Refusals { get; } =
        new() { Claim = [Errno.EBUSY, Errno.EPERM], UserAttach = [Errno.EBUSY, Errno.EPERM] };

    /// <returns>
    /// In test order: <see cref="Errno.EBUSY"/> when the domain is a user's and no user owns the group, or the other
    /// way round;
    /// <see cref="Errno.EPERM"/> when domain, caller and owner are not one user; then the tests of version 1.
    /// </returns>
    public override Verdict AttachGroup(GroupState group, PciAddress? device, OwnerCookie caller, Domain domain)
    {
        if (domain.User.IsNone == IsUserOwned(group))
        {
            return Verdict.Refused(group, Errno.EBUSY);
        }

        return domain.User == group.Owner && caller == domain.User
            ? base.AttachGroup(group, device, caller, domain)
            : Verdict.Refused(group, Errno.EPERM);
    }
}
