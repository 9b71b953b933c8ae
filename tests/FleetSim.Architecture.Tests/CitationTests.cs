using System.Text.RegularExpressions;

namespace FleetSim.Architecture.Tests;

/// <summary>Every citation and every link of this repository leads to something that exists.</summary>
public sealed partial class CitationTests
{
    private static readonly string[] Sheets = ["ownership", "groups", "translation", "userapi"];

    [Fact]
    public void Citations_OfReferenceSheets_NameSheetsAndSectionsThatExist()
    {
        var citations = TextFiles.All.SelectMany(file => Citations(file.Key, file.Value)).ToList();

        Assert.True(citations.Count >= 100, $"{citations.Count} citations were recognized");
        Assert.Empty(citations.Where(citation => !citation.Resolves()).Select(citation => citation.ToString()));
    }

    [Fact]
    public void Citations_OfEverySheet_AreRecognized()
    {
        const string Text = """
            /// Source: drivers/iommu; <c>reference/ownership.md</c>
            /// sections 4.1 to 4.10 and 5. See also `groups.md` 3.3, 6.1; docs/reference/userapi.md section 1.5.
            """;

        Assert.Equal(
            ["ownership 4.1", "ownership 4.10", "ownership 5", "groups 3.3", "groups 6.1", "userapi 1.5"],
            Citations("x.cs", Text).Select(citation => $"{citation.Sheet} {citation.Section}"));
    }

    /// <summary>Inside a sheet a bare "section 4.2" means its own.</summary>
    [Fact]
    public void Sections_CitedInsideASheet_Exist()
    {
        var missing = Sheets.SelectMany(name => ReferenceSheet.Find(name)!.OwnCitations()
            .Where(own => !NamesAnotherDocument(own.Before) && !ReferenceSheet.Find(name)!.HasSection(own.Number))
            .Select(own => $"{name}.md: section {own.Number}"));

        Assert.Empty(missing);
    }

    [Fact]
    public void Links_OfEveryPage_LeadToFilesAndHeadingsThatExist()
    {
        var links = TextFiles.Pages.SelectMany(page => MarkdownLink.Find(page.Key, page.Value)).ToList();

        Assert.True(links.Count >= 40, $"{links.Count} links were found");
        Assert.Empty(links.Where(link => !link.Resolves()).Select(link => $"{link.Page}: {link.Target}"));
    }

    /// <summary>Code on a page begins with the file that it is taken from, and stands there line by line.</summary>
    [Fact]
    public void Code_OnAPage_IsThatOfItsFile() => Assert.All(
        TextFiles.Pages.Where(page => page.Key.StartsWith("docs/", StringComparison.Ordinal))
            .SelectMany(page => Excerpt().Matches(page.Value)),
        excerpt =>
        {
            var file = excerpt.Groups["file"].Value;
            Assert.True(TextFiles.All.ContainsKey(file), $"there is no {file}");
            Assert.Contains(Unindented(excerpt.Groups["code"].Value), Unindented(TextFiles.All[file]));
        });

    private static string Unindented(string code) => Indentation().Replace(code, "").Trim();

    private static bool NamesAnotherDocument(string before) =>
        before.Contains("VT-d") || before.Contains("spec") || before.Contains(".md");

    /// <summary>Every citation of a sheet with a number; one without a number cites the sheet alone.</summary>
    private static IEnumerable<Citation> Citations(string file, string text)
    {
        foreach (Match match in Cited().Matches(OneLine(text)))
        {
            var sheet = match.Groups["sheet"].Value;
            var numbers = match.Groups["number"].Captures.Select(capture => capture.Value).ToList();
            foreach (var number in numbers.Count > 0 ? numbers : [""])
            {
                yield return new Citation(file, sheet, number);
            }
        }
    }

    /// <summary>The text with comments that span lines as one line, without marks of comments and code.</summary>
    private static string OneLine(string text) =>
        LineBreak().Replace(text, " ").Replace("<c>", "").Replace("</c>", "").Replace("`", "");

    [GeneratedRegex(@"\s*\n\s*(?:///|//|#(?!#))?\s*")]
    private static partial Regex LineBreak();

    [GeneratedRegex(
        @"(?:reference/(?<sheet>[a-z-]+)|\b(?<sheet>ownership|groups|translation|userapi))\.md"
        + @"(?:,?\s+(?:sections? )?(?<number>\d+(?:\.\d+)*)"
        + @"(?:(?:, | and | to )(?:sections? )?(?<number>\d+(?:\.\d+)*)\b)*)?")]
    private static partial Regex Cited();

    [GeneratedRegex(@"^```csharp\n// (?<file>\S+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Excerpt();

    [GeneratedRegex(@"^ +", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    private sealed record Citation(string File, string Sheet, string Section)
    {
        public bool Resolves() =>
            ReferenceSheet.Find(Sheet) is { } sheet && (Section.Length == 0 || sheet.HasSection(Section));

        public override string ToString() => $"{File}: {ReferenceSheet.PathOf(Sheet)} {Section}";
    }
}
