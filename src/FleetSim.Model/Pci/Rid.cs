namespace FleetSim.Model.Pci;

/// <summary>Requester id: the 16 bits by which an IOMMU unit knows who sent a request (bus in 15:8, devfn in
/// 7:0).</summary>
public readonly record struct Rid(ushort Value) : IComparable<Rid>
{
    public Rid(byte bus, byte devfn)
        : this((ushort)((bus << 8) | devfn))
    {
    }

    public byte Bus => (byte)(Value >> 8);

    public byte Devfn => (byte)Value;

    public int CompareTo(Rid other) => Value.CompareTo(other.Value);

    /// <summary>Printed as <c>bb:dd.f</c>.</summary>
    public override string ToString() => $"{Bus:x2}:{Devfn >> 3:x2}.{Devfn & 7:x}";

    public static bool operator <(Rid left, Rid right) => left.Value < right.Value;

    public static bool operator >(Rid left, Rid right) => left.Value > right.Value;

    public static bool operator <=(Rid left, Rid right) => left.Value <= right.Value;

    public static bool operator >=(Rid left, Rid right) => left.Value >= right.Value;
}
