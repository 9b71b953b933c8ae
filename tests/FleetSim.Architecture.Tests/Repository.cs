using System.Xml.Linq;

namespace FleetSim.Architecture.Tests;

/// <summary>The project files of this repository, and what they reference.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Path of each project file below a folder of the repository, by the project's name.</summary>
    public static SortedDictionary<string, string> Projects(string folder) => new(
        Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path)),
        StringComparer.Ordinal);

    /// <summary>Names of the projects that a project file references, sorted.</summary>
    public static IEnumerable<string> ProjectReferences(string project) => Items(project, "ProjectReference")
        .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')))
        .Order(StringComparer.Ordinal);

    /// <summary>Packages that end up beside the program: analyzers do not.</summary>
    public static IEnumerable<string> Packages(string project) => Items(project, "PackageReference")
        .Where(item => item.Attribute("PrivateAssets")?.Value != "all")
        .Select(item => item.Attribute("Include")!.Value)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<XElement> Items(string project, string kind) => XDocument.Load(project).Descendants(kind);

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
