using System.Text;
using FleetSim.Model;

namespace FleetSim.Verification.Conformance;

/// <summary>
/// Splits a recorded shell line into words, <c>&gt;</c>, and <c>;</c> (which newline and <c>&amp;&amp;</c> become).
/// </summary>
internal static class ShellLexer
{
    public const string Separator = ";";
    public const string Into = ">";

    /// <summary>Characters that would need more of a shell than the recordings use.</summary>
    private const string NotUnderstood = "&|<*?[]`(){}\\!~#";

    /// <exception cref="InputException">The line needs more of a shell than this.</exception>
    public static List<string> Split(string line)
    {
        var tokens = new List<string>();
        var at = 0;
        while (at < line.Length)
        {
            if (line[at] is ';' or '\n' || line.AsSpan(at).StartsWith("&&"))
            {
                at += line[at] == '&' ? 2 : 1;
                tokens.Add(Separator);
            }
            else if (line[at] == '>')
            {
                at++;
                tokens.Add(Into);
            }
            else if (char.IsWhiteSpace(line[at]))
            {
                at++;
            }
            else
            {
                tokens.Add(Word(line, ref at));
            }
        }

        return tokens;
    }

    private static string Word(string line, ref int at)
    {
        var word = new StringBuilder();
        while (at < line.Length && !char.IsWhiteSpace(line[at]) && line[at] is not (';' or '>' or '&'))
        {
            if (line[at] is '"' or '\'')
            {
                word.Append(Quoted(line, ref at));
            }
            else if (line[at] == '$' && at + 1 < line.Length && line[at + 1] == '{')
            {
                // ${name} is kept as it is; the parser fills it in.
                var end = line.IndexOf('}', at);
                word.Append(line, at, (end < 0 ? throw Unclosed(line) : end + 1) - at);
                at = end + 1;
            }
            else if (NotUnderstood.Contains(line[at]))
            {
                throw new InputException(
                    $"the shell line '{line}' has a '{line[at]}', which a replay does not understand");
            }
            else
            {
                word.Append(line[at++]);
            }
        }

        return word.Length > 0
            ? word.ToString()
            : throw new InputException($"the shell line '{line}' is not understood");
    }

    private static ReadOnlySpan<char> Quoted(string line, ref int at)
    {
        var begin = at + 1;
        var end = line.IndexOf(line[at], begin);
        at = end + 1;
        return end < 0 ? throw Unclosed(line) : line.AsSpan(begin, end - begin);
    }

    private static InputException Unclosed(string line) =>
        new($"a quote or brace in the shell line '{line}' is not closed");
}
