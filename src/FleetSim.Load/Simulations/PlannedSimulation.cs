namespace FleetSim.Load.Simulations;

/// <summary>A stage of a load as load frameworks take it: whole numbers, by interval.</summary>
/// <param name="Copies">Users, or operations an interval; the greater bound of a random injection.</param>
/// <param name="Interval">Of an injection; else zero.</param>
/// <param name="CopiesMin">The lesser bound of a random injection; else 0.</param>
public readonly record struct PlannedSimulation(
    SimulationKind Kind, int Copies, TimeSpan Interval, TimeSpan During, int CopiesMin = 0)
{
    /// <summary>Operations that an injection of a constant rate starts: intervals begin until time is over.</summary>
    public long Planned => Kind == SimulationKind.Inject ? Copies * (long)Math.Ceiling(During / Interval) : 0;
}
