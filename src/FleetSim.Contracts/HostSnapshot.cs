using System.Collections.Immutable;
using FleetSim.Model.Groups;
using FleetSim.Model.Pci;

namespace FleetSim.Contracts;

/// <summary>What a host says of itself, for audits.</summary>
/// <param name="Registered">Registered functions and their groups; null for a function without one.</param>
/// <param name="IsDown">Its ownership policy has stopped it.</param>
/// <param name="GroupNumbers">Group numbers that were ever given: those from 0 to this, exclusive.</param>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.host-snapshot")]
public sealed record HostSnapshot(
    [property: Id(0)] ImmutableArray<RegisteredDevice> Registered,
    [property: Id(1)] bool IsDown,
    [property: Id(2)] int GroupNumbers);

/// <summary>A registered function and its group.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.registered-device")]
public readonly record struct RegisteredDevice(
    [property: Id(0)] PciAddress Address, [property: Id(1)] GroupKey? Group, [property: Id(2)] string? Unit);
