using FleetSim.Contracts.Declarations;

namespace FleetSim.Scenarios.Files;

/// <summary>A run as declared: which fleet, what happens to it, and what must hold afterwards.</summary>
/// <remarks>Made by <see cref="ScenarioFile"/> only: values are in range, thresholds have their metric.</remarks>
public sealed record Scenario
{
    internal Scenario()
    {
    }

    public required string Name { get; init; }

    /// <summary>The file as it was read.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the command line said instead of the file, such as <c>--seed 5 --hosts 7</c>.</summary>
    public string Overrides { get; init; } = "";

    /// <summary>Decides every random choice of the run.</summary>
    public required ulong Seed { get; init; }

    public required FleetPlan Fleet { get; init; }

    /// <summary>Name of one of <see cref="Model.Ownership.OwnershipPolicies.All"/>.</summary>
    public required string Policy { get; init; }

    public required Durability Durability { get; init; }

    /// <summary>Load before the measurement begins; may be zero.</summary>
    public required TimeSpan Warmup { get; init; }

    /// <summary>The measured phase; more than zero.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>At least one; names are unique.</summary>
    public required IReadOnlyList<WorkloadPlan> Workloads { get; init; }

    public required ChecksPlan Checks { get; init; }

    /// <summary>In the order of the file; may be empty.</summary>
    public required IReadOnlyList<ScenarioThreshold> Thresholds { get; init; }

    /// <summary>The scenario with what the command line says instead, under the rules of the file.</summary>
    /// <exception cref="Model.InputException">A value is not allowed; names the option.</exception>
    public Scenario With(ScenarioOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        return overrides.ApplyTo(this);
    }
}
