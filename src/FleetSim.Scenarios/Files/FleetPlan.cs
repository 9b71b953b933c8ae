namespace FleetSim.Scenarios.Files;

/// <summary>How many hosts there are, and of which kinds.</summary>
/// <param name="Hosts">1 to 1,000,000.</param>
/// <param name="Mix">At least one part; the seed decides which host is of which part.</param>
/// <param name="Active">When they come up.</param>
public sealed record FleetPlan(int Hosts, IReadOnlyList<MixPart> Mix, HostActivation Active);
