using System.Text.Json.Nodes;
using CsCheck;
using FleetSim.Model;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Tests.Files;

public sealed class ScenarioFileProperties
{
    private static readonly string[] Sources =
    [
        SmallScenario.Text,
        SmallScenario.With("seed: 5\nwarmup: 10ms\nchecks: { audit: off }\nthresholds: [ vms.latency.p99 < 1s ]"),
        SmallScenario.Replace("load: { constant: 4 }", "hold: 5ms\n    load: { stages: [ { ramp-inject: 0/s..9/s } ] }"),
        .. ShippedScenarios.Names.Select(name => ShippedScenarios.Find(name)!),
    ];

    private static readonly string[] Specials =
    [
        "[", "]", "{", "}", ":", ": ", "- ", "? ", "| ", "> ", "&a ", "*a", "!t ", "!!str ", "%YAML 1.2\n", "---\n",
        "...\n", "#", " #", "'", "\"", "\\", "\t", "\n", "\r", "\0", "\uFEFF", "\u0085", "\u2028", "\uD800", "~",
        "<<: ", ",", "@", "`", "0x1", "1e9", "..", "%", "/s", "null", "true", "ms", "µs", "−1",
        "999999999999999999999", "\n  ", "  ", "\u00A0", "\u200B",
    ];

    private static readonly Gen<Func<string, string>> Mutation = Gen.OneOf(
        At((text, at, _) => text[..at]),
        At((text, at, _) => text[at..]),
        At((text, at, choice) => text.Remove(at, Math.Min(1 + (choice % 40), text.Length - at))),
        At((text, at, choice) => text.Insert(at, Specials[choice % Specials.Length])),
        At((text, at, choice) => Replaced(text, at, (char)(text[at] ^ (1 << (choice % 8))))),
        At((text, at, choice) => OnLine(text, at, line => line + line)),
        At((text, at, choice) => OnLine(text, at, _ => "")),
        At((text, at, choice) => OnLine(text, at, line => new string(' ', choice % 6) + line)),
        At((text, at, choice) => OnLine(text, at, line => line.TrimStart(' '))),
        At((text, at, choice) => Replaced(text, NextDigit(text, at), (char)('0' + (choice % 10)))),
        At((text, at, choice) => text.Insert(at, new string("[{(-"[choice % 4], choice % 100))));

    /// <remarks>The schema must allow all that the reader allows, or an editor would call a good file wrong.</remarks>
    [Fact]
    public void Parse_MutatedFile_IsAScenarioThatMeetsTheSchemaOrOneSentence()
    {
        var schema = JsonNode.Parse(ScenarioSchema.Json());
        var (accepted, refused) = (0, 0);

        Gen.Select(Gen.Int[0, Sources.Length - 1].Select(source => Sources[source]), Mutation.Array[1, 4]).Sample(
            (source, mutations) =>
            {
                var text = Mutated(source, mutations);
                if (SentenceOf(text) is { } sentence)
                {
                    Assert.StartsWith("f.yaml:", sentence, StringComparison.Ordinal);
                    Assert.DoesNotContain('\n', sentence);
                    Assert.InRange(sentence.Length, 10, 600);
                    Interlocked.Increment(ref refused);
                    return;
                }

                Assert.Null(JsonSchema.Problem(schema, YamlJson.Of(text)));
                Interlocked.Increment(ref accepted);
            },
            iter: 10_000,
            print: pair => Mutated(pair.Item1, pair.Item2));

        // Mutations that are all refused, or none, would test nothing.
        Assert.InRange(accepted, 1_000, 9_000);
        Assert.InRange(refused, 1_000, 9_000);
    }

    [Fact]
    public void Parse_AnyBytes_AreOneSentence()
    {
        Gen.Byte.Array[0, 60].Sample(
            bytes => Assert.Throws<InputException>(() => ScenarioFile.Parse(bytes, "f.yaml")), iter: 10_000);
    }

    [Fact]
    public void Parse_AnyMixOfYamlSigns_IsOneSentence()
    {
        Gen.Int[0, Specials.Length - 1].Array[0, 30].Sample(
            signs => Assert.NotNull(SentenceOf(string.Concat(signs.Select(sign => Specials[sign])))), iter: 10_000);
    }

    private static string Mutated(string source, Func<string, string>[] mutations) =>
        mutations.Aggregate(source, (text, mutate) => text.Length > 0 ? mutate(text) : text);

    private static string? SentenceOf(string text)
    {
        try
        {
            ScenarioFile.Parse(text, "f.yaml");
            return null;
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    }

    private static Gen<Func<string, string>> At(Func<string, int, int, string> mutate) =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 1000])
            .Select((at, choice) => (Func<string, string>)(text => mutate(text, at % text.Length, choice)));

    private static string Replaced(string text, int at, char by) => text[..at] + by + text[(at + 1)..];

    private static int NextDigit(string text, int at)
    {
        var digit = text.AsSpan(at).IndexOfAnyInRange('0', '9');
        return digit < 0 ? at : at + digit;
    }

    private static string OnLine(string text, int at, Func<string, string> change)
    {
        var start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        var next = text.IndexOf('\n', at);
        var end = next < 0 ? text.Length : next + 1;
        return text[..start] + change(text[start..end]) + text[end..];
    }
}
