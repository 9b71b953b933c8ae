using System.Collections.Immutable;
using FleetSim.Model.Groups;
using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Verification.Audit;

/// <summary>What each part of one host says of itself, read while nothing happens to the host.</summary>
public sealed record HostFacts
{
    /// <summary>Key of the host.</summary>
    public required string Host { get; init; }

    /// <summary>Its ownership policy has stopped it: its parts were caught in the middle of something.</summary>
    public required bool IsDown { get; init; }

    /// <summary>What the host says is registered.</summary>
    public required ImmutableArray<RegisteredFact> Registered { get; init; }

    /// <summary>Every device that was asked, absent ones too.</summary>
    public required IReadOnlyDictionary<PciAddress, DeviceState> Devices { get; init; }

    /// <summary>Every group that was asked, empty ones too.</summary>
    public required IReadOnlyDictionary<int, GroupRecord> Groups { get; init; }

    public required IReadOnlyDictionary<string, UnitState> Units { get; init; }

    /// <summary>What units have cached for requesters whose present domain did not give it, one sentence each.</summary>
    public ImmutableArray<string> Stale { get; init; } = [];

    /// <summary>Of a host without grains.</summary>
    public static HostFacts Of(string name, LocalHost host) => new()
    {
        Host = name,
        IsDown = host.IsDown,
        Registered = [.. host.State.Registered.Functions.Select(function =>
            new RegisteredFact(function.Address, host.State.Groups.GroupOf(function.Address)))],
        Devices = host.Devices,
        Groups = host.Groups,
        Units = host.Units.ToDictionary(unit => unit.Key, unit => unit.Value.State),
        Stale = [.. host.Units.SelectMany(unit => unit.Value.Stale().Select(stale => $"{unit.Key}: {stale}"))],
    };
}

/// <summary>A registered function, and the group its host has it in.</summary>
public readonly record struct RegisteredFact(PciAddress Address, GroupKey? Group);
