using System.Collections.Immutable;
using FleetSim.Model.Translation.Faults;

namespace FleetSim.Contracts.Reports;

/// <summary>What IOMMU units have counted of the requests of devices.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.request-counts")]
public sealed record RequestCounts
{
    public static RequestCounts Zero { get; } = new();

    /// <summary>Requests that were given an address.</summary>
    [Id(0)]
    public long Translated { get; init; }

    /// <summary>Requests that were blocked.</summary>
    [Id(1)]
    public long Blocked { get; init; }

    /// <summary>Requests that the IOTLB answered.</summary>
    [Id(2)]
    public long Hits { get; init; }

    /// <summary>Requests that it did not answer.</summary>
    [Id(3)]
    public long Misses { get; init; }

    /// <summary>Why requests were blocked; only reasons that occurred.</summary>
    [Id(4)]
    public ImmutableArray<FaultCount> Faults { get; init; } = [];

    public static RequestCounts operator +(RequestCounts one, RequestCounts other) => new()
    {
        Translated = one.Translated + other.Translated,
        Blocked = one.Blocked + other.Blocked,
        Hits = one.Hits + other.Hits,
        Misses = one.Misses + other.Misses,
        Faults = [.. Sums(one.Faults.Concat(other.Faults))],
    };

    internal RequestCounts Negated() => new()
    {
        Translated = -Translated,
        Blocked = -Blocked,
        Hits = -Hits,
        Misses = -Misses,
        Faults = [.. Faults.Select(fault => fault with { Count = -fault.Count })],
    };

    private static IEnumerable<FaultCount> Sums(IEnumerable<FaultCount> counts) => counts
        .GroupBy(count => count.Reason, (FaultReason reason, IEnumerable<FaultCount> alike) =>
            new FaultCount(reason, alike.Sum(count => count.Count)))
        .OrderBy(count => count.Reason);
}
