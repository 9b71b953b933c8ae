namespace FleetSim.Load.Report;

/// <summary>The first thing a reader wants to know.</summary>
/// <param name="Headline">One sentence.</param>
/// <param name="Reasons">Why it failed, or what is worth knowing although it passed.</param>
public sealed record ReportVerdict(bool Passed, string Headline, IReadOnlyList<string> Reasons);
