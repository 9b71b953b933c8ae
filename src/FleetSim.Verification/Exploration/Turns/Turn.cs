using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>One turn of one grain, for a trace.</summary>
/// <param name="Kind">What kind of grain.</param>
/// <param name="Grain">The grain, as traces name it.</param>
/// <param name="Asked">The call that it begins or goes on with.</param>
/// <param name="Did">Whom it asks, or what it answers.</param>
internal sealed record Turn(CellKind Kind, string Grain, string Asked, string Did)
{
    public override string ToString() => $"{Grain}: {Asked} → {Did}";
}
