using FleetSim.Verification.Exploration.Checks;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>What a turn of an actor leads to.</summary>
/// <param name="World">The state afterwards.</param>
/// <param name="EndsOperation">The actor has its answer.</param>
/// <param name="Stops">Nothing follows: the machine has stopped, or an activation with a broken invariant.</param>
/// <param name="Breaches">What is broken in the state, or was by the turn.</param>
/// <param name="Answer">The answer of the operation, when it ends.</param>
internal readonly record struct Step(World World, bool EndsOperation, bool Stops, Breaches Breaches, Message? Answer);
