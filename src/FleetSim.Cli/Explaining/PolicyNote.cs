namespace FleetSim.Cli.Explaining;

/// <summary>What <c>explain</c> says about a policy beyond what the policy itself knows.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Era">When these rules held, or were proposed.</param>
/// <param name="Rules">The rules in a sentence or two.</param>
/// <param name="Gaps">What the rules leave open.</param>
/// <param name="Source">Section of <c>docs/reference</c>.</param>
internal sealed record PolicyNote(string Name, string Era, string Rules, string Gaps, string Source);
