namespace FleetSim.Load.Models;

/// <summary>How the arrivals of an open model are spread over time.</summary>
public enum Pacing
{
    /// <summary>Independent arrivals with exponential gaps: what many unrelated users look like. The default.</summary>
    Poisson,

    /// <summary>Equal gaps at a constant rate.</summary>
    Uniform,
}
