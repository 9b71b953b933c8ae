using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace FleetSim.Architecture.Tests;

/// <summary>Folders of a project refer one way: what a folder needs can be read without the folders that need it.</summary>
/// <remarks>A folder is one of the project's top level, with all below it; the project's own files are one more.</remarks>
public sealed class FolderTests
{
    /// <summary>A project's assembly; in its namespace a folder is a namespace.</summary>
    public static TheoryData<string> Projects =>
    [
        "FleetSim.Model", "FleetSim.Verification", "FleetSim.Load", "FleetSim.Contracts", "FleetSim.Grains",
        "FleetSim.Fleets", "FleetSim.Scenarios", "FleetSim.Cli",
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_ReferOneWay(string project)
    {
        var references = References(project).ToList();
        var targets = references.ToLookup(reference => reference.From, reference => reference.To);

        var circles = references.Where(reference => Reaches(targets, reference.To, reference.From))
            .GroupBy(reference => $"{Name(reference.From)} -> {Name(reference.To)}", reference => reference.Because)
            .Select(pair => $"{pair.Key}: {string.Join(", ", pair.Order(StringComparer.Ordinal))}")
            .ToList();

        Assert.NotEmpty(references);
        Assert.True(circles.Count == 0, string.Join(Environment.NewLine, circles));
    }

    private static string Name(string folder) => folder.Length == 0 ? "its own files" : folder;

    private static bool Reaches(ILookup<string, string> targets, string from, string to)
    {
        var seen = new HashSet<string> { from };
        var ahead = new Queue<string>(seen);
        while (ahead.TryDequeue(out var next))
        {
            if (next == to)
            {
                return true;
            }

            foreach (var target in targets[next].Where(seen.Add))
            {
                ahead.Enqueue(target);
            }
        }

        return false;
    }

    private static IEnumerable<Reference> References(string project)
    {
        var file = $"{AssemblyOf(project)}.dll";
        var types = new ArchLoader().LoadFilteredDirectory(AppContext.BaseDirectory, file).Build().Types;
        return types.SelectMany(type => type.Dependencies.Select(dependency => Between(project, type, dependency.Target)))
            .OfType<Reference>().Distinct();
    }

    /// <summary>The command's assembly is named as the command.</summary>
    private static string AssemblyOf(string project) => project == "FleetSim.Cli" ? "fleetsim" : project;

    /// <returns>Null for types of one folder, and for a type of another project.</returns>
    private static Reference? Between(string project, IType from, IType to) =>
        IsIn(project, from) && IsIn(project, to) && Folder(project, from) is var source
        && Folder(project, to) is var target && source != target
            ? new Reference(source, target, $"{from.Name} uses {to.Name}")
            : null;

    private static string Folder(string project, IType type) =>
        type.Namespace.FullName.Split('.').ElementAtOrDefault(project.Count(letter => letter == '.') + 1) ?? "";

    private static bool IsIn(string project, IType type) => type.Namespace?.FullName is { } name
        && (name == project || name.StartsWith(project + ".", StringComparison.Ordinal));

    private sealed record Reference(string From, string To, string Because);
}
