namespace FleetSim.Contracts.Reports;

/// <summary>Grains of a fleet that are active.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.active-counts")]
public readonly record struct ActiveCounts(
    [property: Id(0)] long Hosts, [property: Id(1)] long Groups, [property: Id(2)] long Devices)
{
    public static ActiveCounts operator +(ActiveCounts one, ActiveCounts other) =>
        new(one.Hosts + other.Hosts, one.Groups + other.Groups, one.Devices + other.Devices);
}
