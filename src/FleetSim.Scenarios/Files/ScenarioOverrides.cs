using FleetSim.Scenarios.Files.Keys;
using FleetSim.Scenarios.Files.Yaml;

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

    internal Scenario ApplyTo(Scenario scenario)
    {
        var duration = Value(ScenarioKeys.Duration, Duration, scenario.Duration);
        foreach (var workload in scenario.Workloads)
        {
            ScenarioRules.RequireFit(workload, duration, Option(ScenarioKeys.Duration));
        }

        return scenario with
        {
            Policy = Value(ScenarioKeys.Policy, Policy, scenario.Policy),
            Seed = Value(ScenarioKeys.Seed, Seed, scenario.Seed),
            Fleet = scenario.Fleet with { Hosts = Value(FleetKeys.Hosts, Hosts, scenario.Fleet.Hosts) },
            Duration = duration,
            Durability = Value(ScenarioKeys.Durability, Durability, scenario.Durability),
            Overrides = string.Join(' ', Typed().Prepend(scenario.Overrides)).Trim(),
        };
    }

    private IEnumerable<string> Typed() =>
        new (Key Key, string? Value)[]
        {
            (ScenarioKeys.Policy, Policy),
            (ScenarioKeys.Seed, Seed),
            (FleetKeys.Hosts, Hosts),
            (ScenarioKeys.Duration, Duration),
            (ScenarioKeys.Durability, Durability),
        }.Where(one => one.Value is not null).Select(one => $"--{one.Key.Name} {one.Value}");

    private static T Value<T>(Key<T> key, string? typed, T otherwise) =>
        typed is null ? otherwise : key.Read(new YamlScalar(0, typed, Plain: true), Option(key));

    private static FieldPlace Option(Key key) => new("--" + key.Name, null);
}
