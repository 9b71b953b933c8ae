namespace FleetSim.Scenarios.Reporting;

/// <summary>The same scenario several times: <c>fleetsim run --repeat N --json</c>.</summary>
/// <param name="Verdict"><c>fail</c> if any of them failed.</param>
public sealed record RepeatedDocument(
    int Version, BuildDocument Build, string Scenario, string Verdict, IReadOnlyList<RunDocument> Runs)
{
    /// <param name="runs">At least one.</param>
    public static RepeatedDocument Of(IReadOnlyList<RunDocument> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return new RepeatedDocument(
            RunDocument.FormatVersion,
            BuildDocument.This,
            runs[0].Scenario,
            runs.All(run => run.Verdict == RunDocument.Pass) ? RunDocument.Pass : RunDocument.Fail,
            runs);
    }
}
