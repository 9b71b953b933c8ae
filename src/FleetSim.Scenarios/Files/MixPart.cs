namespace FleetSim.Scenarios.Files;

/// <summary>A kind of host in a fleet, and its share.</summary>
/// <param name="Topology">
/// Name of a built-in kind, or path of a capture or lspci dump, relative to the scenario file. Whether there is one is
/// found out by the run.
/// </param>
/// <param name="Weight">Share of the fleet in proportion to the other parts, 1 to 1,000.</param>
/// <param name="Line">Line in the scenario file, for the error about a topology that does not exist.</param>
public sealed record MixPart(string Topology, int Weight, int Line);
