using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Files.Keys;
using FleetSim.Scenarios.Files.Values;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Litmus.Keys;

/// <summary>The host of a litmus test: a kind or a capture by its name, or a group of cards by its size.</summary>
internal sealed class TopologyType : ValueType<LitmusTopology>
{
    private static readonly Key<int> GroupOf = new(
        "group-of", new NumberType<int>(1, 8), "How many network cards are one group: dev0, dev1 and so on.")
    {
        Required = true,
    };

    private static readonly Key<JoinedBy> Joined = new(
        "joined-by",
        new WordType<JoinedBy>(("function", JoinedBy.Function), ("bridge", JoinedBy.Bridge)),
        "What makes them one group: functions of a card without ACS, or a bridge whose requester id they share.")
    {
        Default = "function",
    };

    private static readonly Key<IReadOnlyList<(string Text, FieldPlace Place)>> Absent = new(
        "absent", Cards(), "Cards that are not there at boot.")
    {
        Default = "[]",
    };

    private static readonly Key<IReadOnlyList<(string Text, FieldPlace Place)>> Direct = new(
        "direct-mapping", Cards(), "Cards that a reserved region binds to a direct mapping.")
    {
        Default = "[]",
    };

    private static readonly MapType<CardGroup> Inline = new([GroupOf, Joined, Absent, Direct], Build);

    private static readonly TextType Named = new("the name of a kind of host or the path of a capture", @"^\S(.*\S)?$");

    public override IReadOnlyList<Key> Keys => Inline.Keys;

    public override LitmusTopology Read(YamlNode node, FieldPlace place) => node is YamlMap
        ? new LitmusTopology(null, Inline.Read(node, place), place)
        : new LitmusTopology(Named.Read(node, place), null, place);

    public override JsonObject Schema() => new() { ["oneOf"] = new JsonArray(Named.Schema(), Inline.Schema()) };

    private static ListType<(string Text, FieldPlace Place)> Cards() =>
        new(new LineType("a card such as dev1", "^dev[0-7]$"), "cards", min: 0, max: 8);

    private static CardGroup Build(Fields fields)
    {
        var size = fields.Get(GroupOf);
        return new CardGroup(
            size,
            fields.Get(Joined),
            [.. fields.Get(Absent).Select(card => IndexOf(card, size))],
            [.. fields.Get(Direct).Select(card => IndexOf(card, size))]);
    }

    private static int IndexOf((string Text, FieldPlace Place) card, int size)
    {
        var cards = Enumerable.Range(0, size).Select(index => $"dev{index}").ToList();
        var index = cards.IndexOf(card.Text);
        return index >= 0
            ? index
            : throw card.Place.Error($"'{card.Text}' is not one of {string.Join(", ", cards)}");
    }
}

/// <summary>A host by name or path, or a group of cards.</summary>
internal sealed record LitmusTopology(string? Name, CardGroup? Cards, FieldPlace Place);
