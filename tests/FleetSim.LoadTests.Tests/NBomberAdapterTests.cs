using System.Xml.Linq;
using FleetSim.LoadTests.NBomber;
using FleetSim.Scenarios.Engines;

namespace FleetSim.LoadTests.Tests;

/// <summary>
/// The NBomber adapter needs a package that not every registry has, and is no part of the solution. So that it does not
/// rot, its sources are compiled here against signatures of our own (tests/surfaces): when they no longer fit together,
/// the build of the tests fails.
/// </summary>
public sealed class NBomberAdapterTests
{
    private const string Adapter = "loadtests/FleetSim.LoadTests.NBomber";

    private static readonly string Root = Find();

    [Fact]
    public void Adapter_CompiledHere_IsAnEngineAndKnowsNBomberOnlyAsTheSurface()
    {
        var references = typeof(NBomberEngine).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name);

        Assert.True(typeof(IForeignEngine).IsAssignableFrom(typeof(NBomberEngine)));
        Assert.Contains("NBomberReferenceSurface", references);
        Assert.DoesNotContain("NBomber", references);
    }

    [Fact]
    public void Adapter_EverySource_IsCompiledHere()
    {
        var sources = Directory.GetFiles(Path.Combine(Root, Adapter), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(Root, Adapter), path))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal)
                && !path.StartsWith("bin/", StringComparison.Ordinal));

        // One folder, one pattern: *.cs. A source in a folder below would not be seen by the check.
        Assert.Equal(["NBomberEngine.cs", "Program.cs"], sources.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Solution_Projects_AreAllButTheAdapter()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "FleetSim.sln"));

        Assert.Contains("NBomberAdapterCheck.csproj", solution, StringComparison.Ordinal);
        Assert.DoesNotContain("FleetSim.LoadTests.NBomber.csproj", solution, StringComparison.Ordinal);
    }

    [Fact]
    public void Package_Version_ComesFromOneProperty()
    {
        var central = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"));

        var package = Assert.Single(
            central.Descendants("PackageVersion"),
            one => one.Attribute("Include")!.Value.StartsWith("NBomber", StringComparison.Ordinal));
        Assert.Equal("$(NBomberVersion)", package.Attribute("Version")!.Value);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FleetSim.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("FleetSim.sln is not above the tests");
    }
}
