using System.Collections.Immutable;

namespace FleetSim.Model.Ownership;

/// <summary>
/// What legal callers can be refused with under a policy, each for a reason that is in its rules. Any other answer is a
/// bug of the model.
/// </summary>
/// <remarks>Besides these, whatever is gone answers <see cref="Errno.ENODEV"/> under every policy.</remarks>
public sealed record PolicyRefusals
{
    /// <summary>A user claims a group, or a group through one of its devices.</summary>
    public required ImmutableArray<Errno> Claim { get; init; }

    /// <summary>The owner attaches its domain to the group.</summary>
    public ImmutableArray<Errno> UserAttach { get; init; } = [Errno.EBUSY];

    /// <summary>A kernel driver attaches a private domain to its device or to the group.</summary>
    public ImmutableArray<Errno> DriverAttach { get; init; } = [Errno.EINVAL, Errno.EBUSY];

    /// <summary>An ordinary driver is bound.</summary>
    public ImmutableArray<Errno> Bind { get; init; } = [Errno.EBUSY];
}
