using CsCheck;

namespace FleetSim.Model.Tests.Pci;

/// <summary>Damages a text in one to four of the ways in which files get damaged, or attacked.</summary>
internal static class Mutation
{
    private const string Digits = "0123456789abcdef";
    private const string Brackets = "{}[]\",:";

    private static readonly Gen<(int Kind, double At, int Detail)> Step =
        Gen.Select(Gen.Int[0, 8], Gen.Double[0, 1], Gen.Int[0, 1 << 20], (kind, at, detail) => (kind, at, detail));

    internal static Gen<string> Of(string[] originals) => Gen.Select(
        Gen.Int[0, originals.Length - 1],
        Step.Array[1, 4],
        (original, steps) => steps.Aggregate(originals[original], Apply));

    /// <summary>Changes only digits of the <c>config</c> fields, mostly of headers and capability lists.</summary>
    internal static Gen<string> OfConfigSpaces(string[] originals) => Gen.Select(
        Gen.Int[0, originals.Length - 1],
        Step.Array[1, 4],
        (original, steps) => steps.Aggregate(originals[original], ChangeConfig));

    private static string Apply(string text, (int Kind, double At, int Detail) step)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var at = (int)(step.At * (text.Length - 1));
        return step.Kind switch
        {
            0 => Replace(text, at, (char)(text[at] ^ (1 << (step.Detail % 16)))),
            1 => text[..at],
            2 => DoubleLine(text, at),
            3 => text.Insert(at, Brackets[step.Detail % Brackets.Length].ToString()),
            4 => ChangeDigit(text, at, step.Detail),
            5 => text.Remove(at, Math.Min(step.Detail % 64, text.Length - at)),
            6 => text.Insert(at, new string(Brackets[step.Detail % Brackets.Length], step.Detail % 2_000)),
            7 => text.Insert(at, text.Substring(at / 2, Math.Min(step.Detail % 200, text.Length - (at / 2)))),
            _ => SwapLines(text, at, step.Detail),
        };
    }

    private static string Replace(string text, int at, char value) => string.Concat(text.AsSpan(0, at), [value], text.AsSpan(at + 1));

    private static string DoubleLine(string text, int at)
    {
        var (start, end) = Line(text, at);
        return text.Insert(start, text[start..end]);
    }

    private static string SwapLines(string text, int at, int detail)
    {
        var (start, end) = Line(text, at);
        var line = text[start..end];
        var rest = text.Remove(start, end - start);
        return rest.Insert(rest.Length == 0 ? 0 : Line(rest, detail % rest.Length).Start, line);
    }

    private static (int Start, int End) Line(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return (at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1, end < 0 ? text.Length : end + 1);
    }

    private static string ChangeDigit(string text, int at, int detail)
    {
        var digit = text.IndexOfAny(Digits.ToCharArray(), at);
        return digit < 0 ? text : Replace(text, digit, Digits[detail % Digits.Length]);
    }

    private static string ChangeConfig(string text, (int Kind, double At, int Detail) step)
    {
        var config = text.IndexOf("\"config\": \"", (int)(step.At * (text.Length - 1)), StringComparison.Ordinal);
        if (config < 0)
        {
            return text;
        }

        var first = config + "\"config\": \"".Length;
        var length = text.IndexOf('"', first) - first;
        var within = step.Kind < 5 ? Math.Min(length, 0x140) : length;
        return Replace(text, first + (step.Detail / 16 % within), Digits[step.Detail % 16]);
    }
}
