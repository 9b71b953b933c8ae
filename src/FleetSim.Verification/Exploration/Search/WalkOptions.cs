namespace FleetSim.Verification.Exploration.Search;

/// <summary>How many interleavings of a program are tried at random.</summary>
/// <param name="Walks">How many walks from the first state.</param>
/// <param name="Seed">Decides every choice.</param>
/// <param name="TurnsMax">A walk ends after so many turns, if its program has not ended before.</param>
public sealed record WalkOptions(int Walks, ulong Seed, int TurnsMax = 10_000);
