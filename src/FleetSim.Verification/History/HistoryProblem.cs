namespace FleetSim.Verification.History;

/// <summary>A history that no order of its operations explains.</summary>
/// <param name="Host">Index of the host in the fleet.</param>
/// <param name="Group">The group's number on its host.</param>
/// <param name="Sentence">What is wrong, in one sentence.</param>
/// <param name="Window">The smallest stretch found that shows it: the group before it, then a line an
/// operation.</param>
public sealed record HistoryProblem(int Host, int Group, string Sentence, IReadOnlyList<string> Window);
