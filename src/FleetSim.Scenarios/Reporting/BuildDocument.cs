using System.Reflection;

namespace FleetSim.Scenarios.Reporting;

/// <summary>The program that wrote a document.</summary>
/// <param name="Version">Its version, and after a plus sign the commit it was built from, if that was known.</param>
public sealed record BuildDocument(string Version)
{
    public static BuildDocument This { get; } = new(
        typeof(BuildDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion);
}
