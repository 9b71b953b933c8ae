using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>Text of a form.</summary>
/// <param name="expected">The form in words, with its article.</param>
/// <param name="pattern">The form as a regular expression that JSON schemas understand too.</param>
internal sealed partial class TextType(string expected, string pattern) : ValueType<string>
{
    // A file's text meets the pattern: it must not be able to make the match slow.
    private readonly Regex _pattern = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public override string Read(YamlNode node, FieldPlace place)
    {
        var scalar = Expect<YamlScalar>(node, place, expected);
        return _pattern.IsMatch(scalar.Text) && !(scalar.Plain && IsOtherType(scalar.Text))
            ? scalar.Text
            : throw place.Error($"'{scalar.Text}' is not {expected}");
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = pattern };

    /// <summary>YAML reads it as a number or a truth value where it is not in quotes.</summary>
    private static bool IsOtherType(string text) =>
        text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE" || Number().IsMatch(text);

    [GeneratedRegex(@"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.inf|\.nan)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
