using System.Text.Json.Nodes;
using FleetSim.Load.Models;
using FleetSim.Load.Quantities;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>The values with a unit that several keys share.</summary>
internal static class ScenarioValues
{
    private const string Number = @"[0-9]+(\.[0-9]+)?";

    private const string OneDuration = Number + @"\s*(us|µs|ms|s|m|min|h)";

    private const string OneRate = Number + @"\s*/(s|min|h)";

    private const string OneCount = Number;

    /// <summary>Names appear in metrics, files and command lines.</summary>
    public static ValueType<string> Name { get; } = new TextType(
        "a name of up to 64 letters, digits, '-' and '_' that starts with a letter", "^[A-Za-z][A-Za-z0-9_-]{0,63}$");

    public static ValueType<TimeSpan> Duration { get; } =
        new QuantityType<TimeSpan>("a duration such as 30s", DurationText.Parse, () => Text($"^{OneDuration}\\s*$"));

    public static ValueType<TimeSpan> DurationOrZero { get; } = new QuantityType<TimeSpan>(
        "a duration such as 3s", DurationText.ParseOrZero, () => Text($"^{OneDuration}\\s*$"));

    public static ValueType<DurationRange> DurationRange { get; } = new QuantityType<DurationRange>(
        "a duration such as 5ms or a range such as 1ms..20ms",
        Load.Quantities.DurationRange.Parse,
        () => Text($"^\\s*{OneDuration}\\s*(\\.\\.\\s*{OneDuration}\\s*)?$"));

    public static ValueType<double> Share { get; } = new QuantityType<double>(
        "a share such as 10%",
        ShareText.Parse,
        () => new JsonObject
        {
            ["type"] = new JsonArray("string", "number"),
            ["pattern"] = $"^{Number}\\s*%?\\s*$",
            ["minimum"] = 0,
            ["maximum"] = 1,
        });

    public static ValueType<ulong> Size { get; } = new QuantityType<ulong>(
        "a size such as 4GiB", SizeText.Parse, () => Text($"^\\s*{Number}\\s*(KiB|MiB|GiB|TiB)\\s*$"));

    /// <summary>A count of at least 1, or a range of them.</summary>
    public static ValueType<(int From, int To)> CountRange(int most)
    {
        var expected = $"a whole number from 1 to {most} or a range such as 1..2";
        return new QuantityType<(int, int)>(
            expected,
            text =>
            {
                var (from, to) = NumberText.Range(text);
                var range = (From: CountText.Parse(from), To: CountText.Parse(to));
                return range.From >= 1 && range.To <= most && range.From <= range.To
                    ? range
                    : throw new LoadFormatException($"'{text}' is not {expected}");
            },
            () => new JsonObject
            {
                ["type"] = new JsonArray("integer", "string"),
                ["minimum"] = 1,
                ["maximum"] = most,
                ["pattern"] = $"^\\s*{OneCount}\\s*(\\.\\.\\s*{OneCount}\\s*)?$",
            });
    }

    /// <summary>A level of load; becomes a stage once its length is known.</summary>
    public static ValueType<Func<TimeSpan?, LoadStage>> Level(string key) => key switch
    {
        "inject" => Level(key, "a rate such as 2000/s", () => Text($"^\\s*{OneRate}\\s*$")),
        "ramp-inject" or "inject-random" => Level(key, "a range of rates such as 0/s..500/s", () => Ramp(OneRate)),
        "ramp-constant" => Level(key, "a range of counts such as 0..256", () => Ramp(OneCount)),
        "pause" => Level(key, "a duration such as 2s", () => Text($"^{OneDuration}\\s*$")),
        _ => Level(key, "a whole number such as 256", () => new JsonObject
        {
            ["type"] = "integer",
            ["minimum"] = 1,
            ["maximum"] = CountText.Max,
        }),
    };

    private static QuantityType<Func<TimeSpan?, LoadStage>> Level(
        string key, string expected, Func<JsonObject> schema) => new(expected, text => Stage(key, text), schema)
        {
            IsNumber = key == "constant",
        };

    private static Func<TimeSpan?, LoadStage> Stage(string key, string text)
    {
        LoadStage.Parse(key, text); // What is wrong is wrong for every length.
        return length => LoadStage.Parse(key, text, length);
    }

    private static JsonObject Ramp(string end) => Text($"^\\s*{end}\\s*\\.\\.\\s*{end}\\s*$");

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };
}
