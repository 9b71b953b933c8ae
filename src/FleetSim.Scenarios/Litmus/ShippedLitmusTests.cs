namespace FleetSim.Scenarios.Litmus;

/// <summary>The litmus tests that come with the program.</summary>
public static class ShippedLitmusTests
{
    private const string Prefix = "litmus/";

    /// <summary>The one this project comes from, then the others in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ShippedLitmusTests).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .OrderBy(name => name == "origin" ? 0 : 1)
            .ThenBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>The text of a litmus test; null for an unknown name.</summary>
    public static string? Find(string name)
    {
        using var resource = typeof(ShippedLitmusTests).Assembly.GetManifestResourceStream(Prefix + name);
        return resource is null ? null : new StreamReader(resource).ReadToEnd();
    }
}
