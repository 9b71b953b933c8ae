using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;

namespace FleetSim.Contracts.Reports;

/// <summary>What the grains of a fleet have counted since it was declared, at one moment.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.counts")]
public sealed record FleetCounts
{
    public static FleetCounts Zero { get; } = new();

    /// <summary>Ownership requests answered by groups.</summary>
    [Id(0)]
    public ImmutableArray<OutcomeCount<GroupVerb>> Claims { get; init; } = [];

    /// <summary>Calls answered by devices.</summary>
    [Id(1)]
    public ImmutableArray<OutcomeCount<DeviceVerb>> Binds { get; init; } = [];

    /// <summary>Hot-plug calls answered by hosts.</summary>
    [Id(2)]
    public ImmutableArray<OutcomeCount<HostVerb>> Hotplug { get; init; } = [];

    /// <summary>Isolation invariants that were broken; only those.</summary>
    [Id(3)]
    public ImmutableArray<InvariantCount> Violations { get; init; } = [];

    /// <summary>What IOMMU units counted.</summary>
    [Id(4)]
    public RequestCounts Requests { get; init; } = RequestCounts.Zero;

    /// <summary>Hosts that their ownership policy has stopped.</summary>
    [Id(5)]
    public long Panics { get; init; }

    /// <summary>Calls for which the kernel would log a WARN.</summary>
    [Id(6)]
    public long Warnings { get; init; }

    /// <summary>Groups with a user as owner, now.</summary>
    [Id(7)]
    public long UserOwners { get; init; }

    /// <summary>Groups that kernel drivers hold, now.</summary>
    [Id(8)]
    public long KernelOwners { get; init; }

    /// <summary>Grains that are active now.</summary>
    [Id(9)]
    public ActiveCounts Active { get; init; }

    public static FleetCounts operator +(FleetCounts one, FleetCounts other) => new()
    {
        Claims = Sum(one.Claims, other.Claims),
        Binds = Sum(one.Binds, other.Binds),
        Hotplug = Sum(one.Hotplug, other.Hotplug),
        Violations = Sum(one.Violations, other.Violations),
        Requests = one.Requests + other.Requests,
        Panics = one.Panics + other.Panics,
        Warnings = one.Warnings + other.Warnings,
        UserOwners = one.UserOwners + other.UserOwners,
        KernelOwners = one.KernelOwners + other.KernelOwners,
        Active = one.Active + other.Active,
    };

    public static FleetCounts operator -(FleetCounts one, FleetCounts other) => one + other.Negated();

    /// <summary>How often any of some invariants was broken.</summary>
    public long Broken(IsolationInvariants among) =>
        Violations.Where(cell => among.HasFlag(cell.Invariant)).Sum(cell => cell.Count);

    /// <summary>The same with an invariant broken once more.</summary>
    public FleetCounts WithViolation(IsolationInvariants invariant) =>
        this with { Violations = Sum(Violations, [new InvariantCount(invariant, 1)]) };

    private FleetCounts Negated() => new()
    {
        Claims = [.. Claims.Select(cell => cell with { Count = -cell.Count })],
        Binds = [.. Binds.Select(cell => cell with { Count = -cell.Count })],
        Hotplug = [.. Hotplug.Select(cell => cell with { Count = -cell.Count })],
        Violations = [.. Violations.Select(cell => cell with { Count = -cell.Count })],
        Requests = Requests.Negated(),
        Panics = -Panics,
        Warnings = -Warnings,
        UserOwners = -UserOwners,
        KernelOwners = -KernelOwners,
        Active = new(-Active.Hosts, -Active.Groups, -Active.Devices),
    };

    private static ImmutableArray<OutcomeCount<T>> Sum<T>(
        ImmutableArray<OutcomeCount<T>> one, ImmutableArray<OutcomeCount<T>> other)
        where T : struct, Enum =>
        [
            .. one.Concat(other).GroupBy(
                cell => (cell.Operation, cell.Outcome),
                ((T Operation, Errno Outcome) key, IEnumerable<OutcomeCount<T>> alike) =>
                    new OutcomeCount<T>(key.Operation, key.Outcome, alike.Sum(cell => cell.Count))),
        ];

    private static ImmutableArray<InvariantCount> Sum(
        ImmutableArray<InvariantCount> one, ImmutableArray<InvariantCount> other) =>
        [
            .. one.Concat(other).GroupBy(
                cell => cell.Invariant,
                (IsolationInvariants invariant, IEnumerable<InvariantCount> alike) =>
                    new InvariantCount(invariant, alike.Sum(cell => cell.Count))).OrderBy(cell => cell.Invariant),
        ];
}
