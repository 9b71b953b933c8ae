namespace FleetSim.Architecture.Tests;

/// <summary>The text of this repository that people read: code, pages, scenarios, scripts; no recorded data.</summary>
internal static class TextFiles
{
    private static readonly string[] Folders = ["src", "silos", "dashboards", "loadtests", "tests", "docs"];

    private static readonly string[] Kinds = [".cs", ".md", ".yaml", ".tsv", ".csproj", ".c", ".h", ".html", ".razor"];

    /// <summary>Every file, by its path from the root with forward slashes.</summary>
    public static SortedDictionary<string, string> All { get; } = new(
        Folders.Select(folder => Path.Combine(Repository.Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root))
            .Where(path => Kinds.Contains(Path.GetExtension(path)))
            .Select(path => (Path: path, Name: Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')))
            .Where(file => !file.Name.Split('/').Any(part => part is "bin" or "obj" or "TestResults"))
            .ToDictionary(file => file.Name, file => File.ReadAllText(file.Path)),
        StringComparer.Ordinal);

    public static IEnumerable<KeyValuePair<string, string>> Pages => All.Where(file => file.Key.EndsWith(".md"));

    public static IEnumerable<KeyValuePair<string, string>> Code => All.Where(file => file.Key.EndsWith(".cs"));
}
