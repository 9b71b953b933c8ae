using FleetSim.Model;

namespace FleetSim.Architecture.Tests;

/// <summary>References point one way: who is listed for a project is all that it may see.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["FleetSim.Model"] = [],
        ["FleetSim.Load"] = [],
        ["FleetSim.Verification"] = ["FleetSim.Model"],
        ["FleetSim.Contracts"] = ["FleetSim.Model"],
        ["FleetSim.Telemetry"] = ["FleetSim.Contracts", "FleetSim.Model"],
        ["FleetSim.Grains"] = ["FleetSim.Contracts", "FleetSim.Model", "FleetSim.Telemetry", "FleetSim.Verification"],
        ["FleetSim.Fleets"] = ["FleetSim.Contracts", "FleetSim.Model", "FleetSim.Telemetry", "FleetSim.Verification"],
        ["FleetSim.Scenarios"] =
        [
            "FleetSim.Contracts", "FleetSim.Fleets", "FleetSim.Load", "FleetSim.Model", "FleetSim.Telemetry",
            "FleetSim.Verification",
        ],
    };

    /// <summary>Projects that meet the grains through their contracts only.</summary>
    private static readonly string[] WithoutGrains =
    [
        "FleetSim.Api", "FleetSim.Benchmarks", "FleetSim.Cli", "FleetSim.Dashboard", "FleetSim.Fleets",
        "FleetSim.Load", "FleetSim.Runs", "FleetSim.Scenarios",
    ];

    public static TheoryData<string> Listed => [.. Allowed.Keys];

    public static TheoryData<string> All =>
    [
        .. new[] { "src", "silos", "dashboards", "loadtests", "tests" }
            .Where(folder => Directory.Exists(Path.Combine(Repository.Root, folder)))
            .SelectMany(folder => Repository.Projects(folder).Values)
            .Select(path => Path.GetRelativePath(Repository.Root, path)),
    ];

    [Theory]
    [MemberData(nameof(Listed))]
    public void ProjectReferences_OfAListedProject_AreAllowed(string project) => Assert.Empty(
        Repository.ProjectReferences(Repository.Projects("src")[project]).Except(Allowed[project]));

    [Fact]
    public void ProjectReferences_OfWhatSeesContracts_NeverHaveGrains()
    {
        var seen = All.Select(row => row.Data).Where(path => WithoutGrains.Contains(Path.GetFileNameWithoutExtension(path)));

        Assert.All(seen, path => Assert.DoesNotContain(
            "FleetSim.Grains", Repository.ProjectReferences(Path.Combine(Repository.Root, path))));
    }

    [Fact]
    public void ProjectReferences_BelowSrc_NameASiloOnlyWhereOneIsStarted()
    {
        var withSilo = Repository.Projects("src")
            .Where(project => Repository.ProjectReferences(project.Value).Contains("FleetSim.Silo"))
            .Select(project => project.Key);

        Assert.Equal(["FleetSim.Benchmarks", "FleetSim.Cli", "FleetSim.Runs"], withSilo);
    }

    [Fact]
    public void ProjectReferences_BelowSrc_NameNoLoadTest() => Assert.All(
        Repository.Projects("src").Values,
        path => Assert.DoesNotContain(Targets(path), target =>
            target.StartsWith(Path.Combine(Repository.Root, "loadtests"), StringComparison.Ordinal)));

    /// <remarks>A test compiles the adapter for NBomber against a surface that stands in for it; nothing else may.</remarks>
    [Fact]
    public void Sources_OfEveryShippedProject_AreItsOwn() => Assert.All(
        All.Select(row => row.Data).Where(path => !path.StartsWith("tests", StringComparison.Ordinal)),
        path => Assert.DoesNotContain(
            "<Compile Include=\"..", File.ReadAllText(Path.Combine(Repository.Root, path)), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void ProjectReferences_OfEveryProject_PointToNoTests(string path) => Assert.DoesNotContain(
        Repository.ProjectReferences(Path.Combine(Repository.Root, path)),
        name => name.EndsWith(".Tests", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void ProjectReferences_OfEveryProject_ExistWithoutACircle(string path)
    {
        var project = Path.Combine(Repository.Root, path);

        Assert.All(Targets(project), target => Assert.True(File.Exists(target), $"{path} references {target}"));
        Assert.DoesNotContain(Path.GetFullPath(project), Below(project));
    }

    [Theory]
    [InlineData("FleetSim.Model")]
    [InlineData("FleetSim.Verification")]
    [InlineData("FleetSim.Telemetry")]
    public void Packages_OfPurePart_AreNone(string project) =>
        Assert.Empty(Repository.Packages(Repository.Projects("src")[project]));

    [Fact]
    public void Packages_WithVersions_AreOnlyInTheCentralList() => Assert.All(All.Select(row => row.Data), path =>
        Assert.DoesNotContain("Version=", File.ReadAllText(Path.Combine(Repository.Root, path)), StringComparison.Ordinal));

    [Fact]
    public void Model_Assembly_ReferencesDotNetOnly() => Assert.All(
        typeof(Errno).Assembly.GetReferencedAssemblies(),
        assembly => Assert.StartsWith("System.", assembly.Name, StringComparison.Ordinal));

    private static IEnumerable<string> Targets(string project) =>
        System.Xml.Linq.XDocument.Load(project).Descendants("ProjectReference").Select(item => Path.GetFullPath(
            item.Attribute("Include")!.Value.Replace('\\', '/'), Path.GetDirectoryName(project)!));

    private static HashSet<string> Below(string project)
    {
        var found = new HashSet<string>();
        var ahead = new Queue<string>(Targets(project));
        while (ahead.TryDequeue(out var next))
        {
            if (found.Add(next))
            {
                foreach (var target in Targets(next))
                {
                    ahead.Enqueue(target);
                }
            }
        }

        return found;
    }
}
