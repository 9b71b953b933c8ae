namespace FleetSim.Architecture.Tests;

/// <summary>The list of deliberate breaks is sound; <c>tests/mutate</c> shows, in minutes, that each is caught.</summary>
public sealed class MutationTests
{
    private static readonly IReadOnlyList<Mutation> Mutations = Read();

    [Fact]
    public void Mutations_OfTheList_HaveNamesOfTheirOwnAndAreThirtyOrMore()
    {
        var ids = Mutations.Select(mutation => mutation.Id).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.True(ids.Count >= 30, $"{ids.Count} mutations");
    }

    [Fact]
    public void Fragment_OfEachMutation_OccursExactlyOnceInItsFile() => Assert.All(Mutations, mutation =>
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, mutation.File));

        var times = source.Split(mutation.Fragment).Length - 1;
        Assert.True(times == 1, $"{mutation.Id}: '{mutation.Fragment}' occurs {times} times in {mutation.File}");
        Assert.NotEqual(mutation.Fragment, mutation.Replacement);
    });

    [Fact]
    public void Test_OfEachMutation_Exists() => Assert.All(Mutations, mutation =>
    {
        var names = mutation.Test.Split('.');
        string[] path = [Repository.Root, "tests", mutation.Project, .. names[..^2], $"{names[^2]}.cs"];
        var file = Path.Combine(path);

        Assert.True(File.Exists(file), $"{mutation.Id}: there is no {file}");
        Assert.Matches($@"public (void|Task|async Task) {names[^1]}\(", File.ReadAllText(file));
    });

    [Fact]
    public void Readme_TableOfMutations_IsTheList()
    {
        var readme = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "FleetSim.Model.Tests", "README.md"));

        var rows = readme.Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(Mutations.Select(mutation => $"| `{mutation.Id}` | {mutation.Rule} | `{mutation.Test}` |"), rows);
    }

    private static List<Mutation> Read() =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "mutations.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(cell => new Mutation(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5], cell[6])),
    ];

    private sealed record Mutation(
        string Id, string File, string Fragment, string Replacement, string Project, string Test, string Rule);
}
