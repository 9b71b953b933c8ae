namespace FleetSim.Model.Domains;

/// <summary>One I/O address space that requester ids are attached to.</summary>
/// <param name="Kind">Which of the four the group can have.</param>
/// <param name="Id">Number of a private domain, chosen by whoever allocates it; 0 for the others.</param>
/// <param name="User">The user a private domain belongs to; none for one of a kernel driver.</param>
public readonly record struct Domain(DomainKind Kind, uint Id = 0, OwnerCookie User = default)
{
    /// <summary>Nothing attached. What the hardware then does is its driver's business (rules before v5.19).</summary>
    public static Domain None => default;

    /// <summary>The group's default domain, the one the kernel DMA API uses.</summary>
    public static Domain Default { get; } = new(DomainKind.Default);

    /// <summary>Every access faults.</summary>
    public static Domain Blocking { get; } = new(DomainKind.Blocking);

    /// <summary>A private domain of a kernel driver, or of a user.</summary>
    public static Domain Private(uint id, OwnerCookie user = default) => new(DomainKind.Private, id, user);

    public override string ToString() => Kind switch
    {
        DomainKind.None => "none",
        DomainKind.Default => "default",
        DomainKind.Blocking => "blocking",
        _ => User.IsNone ? $"private-{Id:x}" : $"private-{Id:x}({User})",
    };
}

/// <summary>The domains of <c>reference/ownership.md</c> section 1.</summary>
public enum DomainKind : byte
{
    None,
    Default,
    Blocking,
    Private,
}
