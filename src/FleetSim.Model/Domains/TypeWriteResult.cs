namespace FleetSim.Model.Domains;

/// <summary>The answer to a write of <c>type</c>.</summary>
/// <param name="Type">The type the group now shows; null when the write was refused and nothing changed.</param>
/// <param name="Refusal"><see cref="Errno.None"/> when it was accepted.</param>
public readonly record struct TypeWriteResult(DefaultDomainType? Type, Errno Refusal)
{
    public bool Accepted => Refusal == Errno.None;

    internal static TypeWriteResult Accept(DefaultDomainType type) => new(type, Errno.None);

    internal static TypeWriteResult Refuse(Errno errno) => new(null, errno);
}
