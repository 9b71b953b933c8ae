namespace FleetSim.Load.Capacity;

/// <summary>What a run at one rate found.</summary>
/// <param name="Rate">As planned, per second.</param>
/// <param name="Achieved">Answers per second.</param>
/// <param name="Held">All conditions held, and everything planned was sent and answered.</param>
/// <param name="P50">Latency in seconds from the planned start; so the others.</param>
public sealed record CapacityProbe(
    double Rate, double Achieved, bool Held, double P50, double P99, double P999, double Max);
