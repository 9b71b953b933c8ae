namespace FleetSim.Scenarios.Files.Keys;

/// <summary>A threshold that is understood later, when the metrics are known.</summary>
internal sealed record PlacedThreshold(string Text, FieldPlace Place)
{
    /// <summary>When missing it begins to end the run, and where the file says so; null where it never does.</summary>
    public (TimeSpan After, FieldPlace Place)? Abort { get; init; }
}
