namespace FleetSim.Verification.Conformance;

/// <summary>How one recorded case compared with the model.</summary>
/// <param name="File">File name as the caller gave it.</param>
/// <param name="Case">The case in the file; of a topology recording the label of the stage.</param>
/// <param name="Difference">What differs, one line each; null when the case passed.</param>
public sealed record ConformanceResult(string File, string Case, string? Difference)
{
    public bool Passed => Difference is null;
}
