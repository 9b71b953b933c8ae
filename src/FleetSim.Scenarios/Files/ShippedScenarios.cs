namespace FleetSim.Scenarios.Files;

/// <summary>The scenarios that come with the program: the files of <c>loadtests/scenarios</c>.</summary>
public static class ShippedScenarios
{
    private const string Prefix = "scenarios/";

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ShippedScenarios).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a scenario; null for an unknown name.</summary>
    public static string? Find(string name)
    {
        using var resource = typeof(ShippedScenarios).Assembly.GetManifestResourceStream(Prefix + name);
        return resource is null ? null : new StreamReader(resource).ReadToEnd();
    }
}
