using System.Text.RegularExpressions;

namespace FleetSim.Architecture.Tests;

/// <summary>A relative link of a page.</summary>
/// <param name="Page">Path of the page from the root.</param>
/// <param name="Target">As written: a path, <c>#heading</c>, or both.</param>
internal sealed partial record MarkdownLink(string Page, string Target)
{
    /// <summary>All links of a page that do not leave the repository; code shows links and has none.</summary>
    public static IEnumerable<MarkdownLink> Find(string page, string text) =>
        Link().Matches(Code().Replace(text, ""))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://") && !target.StartsWith("mailto:"))
            .Select(target => new MarkdownLink(page, target));

    public bool Resolves()
    {
        var parts = Target.Split('#', 2);
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, Page))!;
        var path = parts[0].Length == 0
            ? Path.Combine(Repository.Root, Page)
            : Path.GetFullPath(Path.Combine(folder, parts[0]));
        if (Path.GetRelativePath(Repository.Root, path).StartsWith("..", StringComparison.Ordinal))
        {
            return false; // Not everyone has what lies beside the repository.
        }

        if (parts.Length == 1)
        {
            return File.Exists(path) || Directory.Exists(path);
        }

        return File.Exists(path) && Anchors(File.ReadAllText(path)).Contains(parts[1]);
    }

    /// <summary>The anchors that GitHub gives the headings of a page.</summary>
    private static HashSet<string> Anchors(string text)
    {
        var anchors = new HashSet<string>();
        foreach (Match match in Heading().Matches(Fence().Replace(text, "")))
        {
            var words = match.Groups["words"].Value.Trim().ToLowerInvariant();
            var anchor = NoLetter().Replace(words, "").Replace(' ', '-');
            for (var i = 1; !anchors.Add(anchor); i++)
            {
                anchor = $"{anchor}-{i}";
            }
        }

        return anchors;
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(?:\s+""[^""]*"")?\)|^\[[^\]]+\]: (?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`(?!\])", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} (?<words>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoLetter();
}
