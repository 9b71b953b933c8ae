using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>One turn of one grain: what it keeps now, and whom it calls or what it answers.</summary>
internal readonly record struct Move(Cell State, Request? Call, Answer? Reply);
