using System.Text;

namespace FleetSim.Load.Ci;

/// <summary>Writes GitHub-flavoured Markdown. Text is escaped here and nowhere else.</summary>
public sealed class Markdown
{
    /// <summary>What would begin something, wherever in a line it stands.</summary>
    private const string Special = "\\`*_{}[]<>()#+-.!|~&@:";

    private readonly StringBuilder _text = new();

    public Markdown Heading(int level, string text)
    {
        _text.Append('#', level).Append(' ').Append(Escaped(text)).Append("\n\n");
        return this;
    }

    public Markdown Paragraph(string text)
    {
        _text.Append(Escaped(text)).Append("\n\n");
        return this;
    }

    /// <summary>A paragraph that begins with a word in bold.</summary>
    public Markdown Paragraph(string bold, string text)
    {
        _text.Append("**").Append(Escaped(bold)).Append("** ").Append(Escaped(text)).Append("\n\n");
        return this;
    }

    public Markdown List(IReadOnlyList<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items)
        {
            _text.Append("- ").Append(Escaped(item)).Append('\n');
        }

        _text.Append(items.Count > 0 ? "\n" : "");
        return this;
    }

    /// <param name="columns">Names; a numeric one is aligned to the right.</param>
    /// <param name="rows">Each with as many cells as there are columns.</param>
    public Markdown Table(
        IReadOnlyList<(string Name, bool Numeric)> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        Row([.. columns.Select(column => Escaped(column.Name))]);
        Row([.. columns.Select(column => column.Numeric ? "---:" : "---")]);
        foreach (var row in rows)
        {
            Row([.. row.Select(Escaped)]);
        }

        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    private void Row(IReadOnlyList<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Text that is shown as it is: no emphasis, no link, no mention, no markup, and on one line.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (IsHarmless(text, i))
            {
                escaped.Append(letter);
            }
            else if (letter is '<' or '>' or '&' or '@')
            {
                escaped.Append("&#").Append((int)letter).Append(';');
            }
            else if (Special.Contains(letter, StringComparison.Ordinal))
            {
                escaped.Append('\\').Append(letter);
            }
            else
            {
                escaped.Append(' '); // A line break would end a row of a table.
            }
        }

        return escaped.ToString();
    }

    /// <summary>Points and hyphens are left alone within words and numbers: the source stays readable.</summary>
    private static bool IsHarmless(string text, int at) => text[at] switch
    {
        '.' or '-' or ':' or ',' or '(' or ')' => at > 0 && !text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            && !(text[at] == ':' && text.AsSpan(at).StartsWith("://")) && !IsListNumber(text, at),
        '+' => at > 0,
        var letter => !char.IsControl(letter) && letter is not ('\u2028' or '\u2029')
            && !Special.Contains(letter, StringComparison.Ordinal),
    };

    private static bool IsListNumber(string text, int at) =>
        text[at] is '.' or ')' && text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0
        && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]));
}
