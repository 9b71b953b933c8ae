using System.Collections.Immutable;
using FleetSim.Model.Groups.Isolation;

namespace FleetSim.Model.Groups;

/// <summary>
/// A <see cref="GroupTable"/> as it is stored. The members of a group follow from the order of its functions.
/// </summary>
/// <param name="Functions">In the order of registration.</param>
/// <param name="Incarnations">By group number: the incarnation it had last.</param>
public sealed record GroupTableRecord(
    GroupingPlatform Platform, ImmutableArray<RegisteredFunction> Functions, ImmutableArray<int> Incarnations);
