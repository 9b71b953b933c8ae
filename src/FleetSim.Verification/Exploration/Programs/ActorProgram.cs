using System.Collections.Immutable;
using FleetSim.Model.Domains;

namespace FleetSim.Verification.Exploration.Programs;

/// <summary>Somebody who does one operation after the other, each when the one before it was answered.</summary>
/// <param name="Name">Unique in its program.</param>
/// <param name="User">The user it claims as. Actors of one user share it, as threads of a process do.</param>
/// <param name="Operations">A refused operation is an answer; the next one follows all the same.</param>
public sealed record ActorProgram(string Name, OwnerCookie User, ImmutableArray<Operation> Operations);
