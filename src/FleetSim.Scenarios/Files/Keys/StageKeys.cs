using System.Text.Json.Nodes;
using FleetSim.Load.Models;
using FleetSim.Scenarios.Files.Values;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>The keys of one stage of a load.</summary>
internal static class StageKeys
{
    private static readonly Key<Func<TimeSpan?, LoadStage>>[] Levels =
    [
        Level("inject", "Open model: operations start at this rate, whatever became of the earlier ones."),
        Level("ramp-inject", "Open model: the rate changes evenly from the first to the second."),
        Level("inject-random", "Open model: the rate is drawn anew every second, between the two."),
        Level("constant", "Closed model: this many users, each starting its next operation after the last answer."),
        Level("ramp-constant", "Closed model: the number of users changes evenly from the first to the second."),
        Level("pause", "Nothing starts for this long."),
    ];

    private static readonly Key<TimeSpan> For = new(
        "for", ScenarioValues.Duration, "How long the stage lasts; the last may leave it out and lasts to the end.");

    /// <summary>The levels that make a load without stages too.</summary>
    public static IReadOnlyList<Key<Func<TimeSpan?, LoadStage>>> LoadLevels { get; } =
        [.. Levels.Where(level => level.Name != "pause")];

    public static MapType<LoadStage> Type { get; } = new([.. Levels, For], Build)
    {
        CompleteSchema = schema => OneOf(schema, Levels),
    };

    /// <summary>The one key that is given.</summary>
    /// <exception cref="Model.InputException">None is, or several.</exception>
    public static Key OnlyOne(Fields fields, IReadOnlyList<Key> keys)
    {
        var given = keys.Where(fields.Has).ToArray();
        var names = string.Join(", ", keys.Select(key => key.Name));
        return given.Length switch
        {
            0 => throw fields.Place.Error($"says no load; expected one of {names}"),
            1 => given[0],
            _ => throw fields.PlaceOf(given[1]).Error($"{given[0].Name} is given too; a load is one of {names}"),
        };
    }

    /// <summary>Says the same in the schema.</summary>
    public static void OneOf(JsonObject schema, IEnumerable<Key> keys) =>
        schema["oneOf"] = new JsonArray(
            [.. keys.Select(key => new JsonObject { ["required"] = new JsonArray(key.Name) })]);

    private static Key<Func<TimeSpan?, LoadStage>> Level(string name, string description) =>
        new(name, ScenarioValues.Level(name), description);

    private static LoadStage Build(Fields fields)
    {
        var level = (Key<Func<TimeSpan?, LoadStage>>)OnlyOne(fields, Levels);
        if (!fields.Has(For))
        {
            return fields.Get(level)(null);
        }

        return level.Name == "pause"
            ? throw fields.PlaceOf(For).Error("a pause says its own length; leave 'for' out")
            : fields.Get(level)(fields.Get(For));
    }
}
