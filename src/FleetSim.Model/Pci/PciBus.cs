namespace FleetSim.Model.Pci;

/// <summary>A PCI bus: its segment and number.</summary>
public readonly record struct PciBus(uint Segment, byte Number) : IComparable<PciBus>
{
    public int CompareTo(PciBus other)
    {
        var bySegment = Segment.CompareTo(other.Segment);
        return bySegment != 0 ? bySegment : Number.CompareTo(other.Number);
    }

    /// <summary>As sysfs names a root bus: <c>pci0000:00</c>.</summary>
    public override string ToString() => $"pci{Segment:x4}:{Number:x2}";

    public static bool operator <(PciBus left, PciBus right) => left.CompareTo(right) < 0;

    public static bool operator >(PciBus left, PciBus right) => left.CompareTo(right) > 0;

    public static bool operator <=(PciBus left, PciBus right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PciBus left, PciBus right) => left.CompareTo(right) >= 0;
}
