using System.Text.RegularExpressions;
using FleetSim.Verification.Invariants;

namespace FleetSim.Architecture.Tests;

/// <summary>Every id of an invariant has its sentence, its rule and its checks.</summary>
public sealed partial class CatalogueTests
{
    /// <summary>Ids that tests use because they are not defined.</summary>
    private static readonly string[] Invented = ["INV-88", "INV-99"];

    private static readonly string[] Ids = [.. InvariantCatalogue.All.Select(info => info.Id)];

    [Fact]
    public void Ids_RequiredByCode_AreInTheCatalogue()
    {
        var required = TextFiles.Code.SelectMany(file => Required().Matches(file.Value))
            .Select(match => match.Groups["id"].Value).ToList();

        Assert.True(required.Count >= 40, $"{required.Count} checks were found");
        Assert.Empty(required.Except(Ids));
    }

    /// <summary>An id that is put together at run time cannot be looked up.</summary>
    [Fact]
    public void Ids_RequiredByCode_AreWrittenOut() => Assert.All(TextFiles.Code, file => Assert.True(
        CallOfRequire().Count(file.Value) == Required().Count(file.Value), $"{file.Key}: an id is no plain text"));

    [Fact]
    public void Ids_NamedAnywhere_AreInTheCatalogue()
    {
        var unknown = TextFiles.All.SelectMany(file => Named().Matches(file.Value)
            .Select(match => match.Value)
            .Where(id => !Ids.Contains(id) && !Invented.Contains(id))
            .Select(id => $"{file.Key}: {id}"));

        Assert.Empty(unknown.Distinct());
    }

    [Theory]
    [InlineData("ownership", "INV")]
    [InlineData("translation", "TR")]
    [InlineData("userapi", "VFIO")]
    public void Ids_OfTheReference_AreThoseOfTheCatalogue(string sheet, string prefix) => Assert.Equal(
        Ids.Where(id => id.StartsWith($"{prefix}-", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ReferenceSheet.Find(sheet)!.DefinedIds(prefix).Order(StringComparer.Ordinal));

    [Fact]
    public void Entries_HaveOneSentenceASourceAndChecks() => Assert.All(InvariantCatalogue.All, info =>
    {
        Assert.Matches(@"^[A-Z][^\n]*[^.]\.$", info.Sentence);
        Assert.StartsWith("docs/", info.Source, StringComparison.Ordinal);
        Assert.True(
            TextFiles.All.ContainsKey(Regex.Match(info.Source, @"^docs/[\w/]+\.md").Value),
            $"{info.Id}: {info.Source} is no page");
        Assert.NotEmpty(info.CheckedBy);
        Assert.All(info.CheckedBy, type => Assert.True(
            TextFiles.Code.Any(file => file.Key.EndsWith($"/{type}.cs")), $"{info.Id}: there is no {type}.cs"));
    });

    [Fact]
    public void Entries_HaveIdsAndSentencesOfTheirOwn()
    {
        Assert.Equal(Ids.Distinct(), Ids);
        Assert.Equal(Ids.Length, InvariantCatalogue.All.Select(info => info.Sentence).Distinct().Count());
    }

    [GeneratedRegex(@"Invariant\.Require\([^;]*?,\s*""(?<id>[^""]*)""\s*\);")]
    private static partial Regex Required();

    [GeneratedRegex(@"Invariant\.Require\(")]
    private static partial Regex CallOfRequire();

    [GeneratedRegex(@"\b(?:INV|TR|VFIO|LOAD|BENCH)-[A-Z0-9]+(?:-[A-Z]+)*\b")]
    private static partial Regex Named();
}
