using System.Collections.Immutable;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Exploration.Traces;

/// <summary>Something that is broken, and the steps that lead there.</summary>
/// <param name="Invariant">What is broken.</param>
/// <param name="Guaranteed">The policy promises that it is not.</param>
/// <param name="Trace">The steps; the last one breaks it.</param>
public sealed record Finding(InvariantInfo Invariant, bool Guaranteed, ImmutableArray<TraceStep> Trace);
