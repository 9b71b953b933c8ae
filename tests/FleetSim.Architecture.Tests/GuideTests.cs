using System.Text.RegularExpressions;

namespace FleetSim.Architecture.Tests;

/// <summary>The guide to the load tests knows the scenarios there are.</summary>
public sealed partial class GuideTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "loadtests");

    private static readonly string Guide = File.ReadAllText(Path.Combine(Folder, "README.md"));

    private static readonly string[] Scenarios =
        [.. Directory.GetFiles(Path.Combine(Folder, "scenarios"), "*.yaml").Select(Path.GetFileNameWithoutExtension)!];

    [Fact]
    public void Guide_Scenarios_AreAllThere()
    {
        Assert.NotEmpty(Scenarios);
        Assert.All(Scenarios, name => Assert.Contains($"`{name}`", Guide, StringComparison.Ordinal));
    }

    [Fact]
    public void Guide_Commands_RunScenariosThatExist()
    {
        var named = Command().Matches(Guide).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.True(named.Length >= 8, $"{named.Length} commands");
        Assert.Empty(named.Except(Scenarios));
    }

    [GeneratedRegex(@"\./fleetsim run ([a-z-]+)")]
    private static partial Regex Command();
}
