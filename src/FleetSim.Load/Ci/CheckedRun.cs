namespace FleetSim.Load.Ci;

/// <summary>A run as a list of checks, for programs that show test results.</summary>
/// <param name="Started">UTC.</param>
/// <param name="Properties">What decides the run, such as seed and policy, in order.</param>
public sealed record CheckedRun(
    string Name,
    DateTimeOffset Started,
    TimeSpan Took,
    IReadOnlyList<KeyValuePair<string, string>> Properties,
    IReadOnlyList<RunCheck> Checks);

/// <summary>One check of a run.</summary>
/// <param name="Group">Kind of check, such as <c>thresholds</c>.</param>
/// <param name="Problems">Why it failed, one sentence each; empty when it held.</param>
/// <param name="Skipped">Why it was not made; null when it was.</param>
public sealed record RunCheck(
    string Group, string Name, IReadOnlyList<string> Problems, string? Skipped = null);
