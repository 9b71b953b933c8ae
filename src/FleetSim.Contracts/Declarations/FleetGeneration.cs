using System.Globalization;

namespace FleetSim.Contracts.Declarations;

/// <summary>Which declaration of a cluster's fleet a call means. A later declaration has a higher number.</summary>
/// <param name="Number">0 for none.</param>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.generation")]
public readonly record struct FleetGeneration([property: Id(0)] long Number) : IComparable<FleetGeneration>
{
    public int CompareTo(FleetGeneration other) => Number.CompareTo(other.Number);

    public static bool operator <(FleetGeneration one, FleetGeneration other) => one.Number < other.Number;

    public static bool operator >(FleetGeneration one, FleetGeneration other) => one.Number > other.Number;

    public static bool operator <=(FleetGeneration one, FleetGeneration other) => one.Number <= other.Number;

    public static bool operator >=(FleetGeneration one, FleetGeneration other) => one.Number >= other.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
