using System.Text.RegularExpressions;

namespace FleetSim.Architecture.Tests;

/// <summary>A page of <c>docs/reference</c>: the sections it has, and the ids its tables define.</summary>
internal sealed partial class ReferenceSheet(string text)
{
    private readonly HashSet<string> _sections =
        [.. Heading().Matches(text).Select(match => match.Groups["number"].Value)];

    public static string PathOf(string name) => $"docs/reference/{name}.md";

    /// <summary>The sheet of a name; null when there is none.</summary>
    public static ReferenceSheet? Find(string name) =>
        TextFiles.All.TryGetValue(PathOf(name), out var text) ? new ReferenceSheet(text) : null;

    /// <param name="number">Such as <c>4.5.1</c>.</param>
    public bool HasSection(string number) => _sections.Contains(number);

    /// <summary>Ids in the first column of tables, such as <c>INV-3</c> or <c>TR-FLUSH</c>.</summary>
    public IEnumerable<string> DefinedIds(string prefix) =>
        Row().Matches(text).Select(match => match.Groups["id"].Value)
            .Where(id => id.StartsWith($"{prefix}-", StringComparison.Ordinal));

    /// <summary>Text whose <c>section N</c> means the page itself, with what stands before the number.</summary>
    public IEnumerable<(string Before, string Number)> OwnCitations() => Own().Matches(text)
        .Select(match => (match.Groups["before"].Value, match.Groups["number"].Value));

    [GeneratedRegex(@"^#+ (?:Part )?(?<number>\d+(?:\.\d+)*)\.? ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| (?<id>[A-Z]+-[A-Z0-9-]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<before>.{0,24})\bsections? (?<number>\d+(?:\.\d+)*)")]
    private static partial Regex Own();
}
