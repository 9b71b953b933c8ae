namespace FleetSim.Model.Vfio.Type1;

/// <summary>IOVAs that a container may map.</summary>
/// <param name="First">First byte.</param>
/// <param name="Last">Last byte.</param>
public readonly record struct IovaRange(ulong First, ulong Last)
{
    public bool Contains(ulong first, ulong last) => first >= First && last <= Last;

    public override string ToString() => $"{First:x}-{Last:x}";
}
