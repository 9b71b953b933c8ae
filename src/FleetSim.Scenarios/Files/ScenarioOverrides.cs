namespace FleetSim.Scenarios.Files;

/// <summary>What the command line says instead of the file, as it was typed; null leaves the file's value.</summary>
public sealed record ScenarioOverrides
{
    /// <summary>Value of <c>--policy</c>.</summary>
    public string? Policy { get; init; }

    /// <summary>Value of <c>--seed</c>.</summary>
    public string? Seed { get; init; }

    /// <summary>Value of <c>--hosts</c>.</summary>
    public string? Hosts { get; init; }

    /// <summary>Value of <c>--duration</c>; the warm-up stays as it is.</summary>
    public string? Duration { get; init; }

    /// <summary>Value of <c>--durability</c>.</summary>
    public string? Durability { get; init; }
}
