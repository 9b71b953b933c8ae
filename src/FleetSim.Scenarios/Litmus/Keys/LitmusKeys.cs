using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Files.Keys;
using FleetSim.Scenarios.Files.Values;
using FleetSim.Verification.Invariants;
using FleetSim.Verification.Exploration.Programs;

namespace FleetSim.Scenarios.Litmus.Keys;

/// <summary>The keys of a litmus file.</summary>
internal static class LitmusKeys
{
    private static readonly ListType<(string Text, FieldPlace Place)> Operations = new(
        new LineType("an operation such as plug net", "^[a-z-]+( [A-Za-z0-9_:.-]+){0,2}$"),
        "operations",
        min: 0,
        max: 100);

    private static readonly Key<string> Name = new("name", ScenarioValues.Name, "Names the test in reports.")
    {
        Required = true,
    };

    private static readonly Key<string> About = new(
        "about", new TextType("a sentence", @"^\S(.*\S)?$"), "What the test is about.")
    {
        Required = true,
    };

    private static readonly Key<LitmusTopology> Topology = new(
        "topology", new TopologyType(), "The host: a kind, a capture relative to this file, or a group of cards.")
    {
        Required = true,
    };

    private static readonly Key<IReadOnlyList<NamedDevice>> Devices = new(
        "devices", new NamesType(), "Names for devices of a kind or a capture; cards of a group have theirs.")
    {
        Default = "{}",
    };

    private static readonly Key<IReadOnlyList<(string Text, FieldPlace Place)>> Given = new(
        "given", Operations, "Operations that are carried out before the actors begin; all must be granted.")
    {
        Default = "[]",
    };

    private static readonly Key<string> ActorName = new("name", ScenarioValues.Name, "Unique; traces show it.")
    {
        Required = true,
    };

    private static readonly Key<string> User = new(
        "user", ScenarioValues.Name, "The user it claims as, if it shares one; otherwise it is one by itself.");

    private static readonly Key<IReadOnlyList<(string Text, FieldPlace Place)>> Program = new(
        "program", Operations, "What it does, one operation after the other.")
    {
        Required = true,
    };

    private static readonly MapType<LitmusActor> Actor = new([ActorName, User, Program], fields => new LitmusActor(
        fields.Get(ActorName),
        fields.Has(User) ? fields.Get(User) : null,
        fields.Get(Program),
        fields.PlaceOf(ActorName)));

    private static readonly Key<IReadOnlyList<LitmusActor>> Actors = new(
        "actors",
        new ListType<LitmusActor>(Actor, "actors", min: 1, max: ConcurrentProgram.ActorsMax),
        "Who does what; every interleaving of their calls is tried.")
    {
        Required = true,
    };

    private static readonly WordType<string> Broken = new(
        [.. InvariantCatalogue.Explored.Select(info => (info.Id, info.Id))]);

    private static readonly Key<IReadOnlyList<string>>[] Policies =
    [
        .. OwnershipPolicies.All.Select(policy => new Key<IReadOnlyList<string>>(
            policy.Name,
            new ListType<string>(Broken, "names of what breaks", min: 0, max: 32),
            $"All that breaks under {policy.Name}; an empty list for nothing.")),
    ];

    private static readonly Key<IReadOnlyDictionary<string, IReadOnlyList<string>>> Expect = new(
        "expect",
        new MapType<IReadOnlyDictionary<string, IReadOnlyList<string>>>(
            Policies, fields => Policies.Where(fields.Has).ToDictionary(policy => policy.Name, fields.Get)),
        "What breaks under which policy. A policy that is left out has no expectation.")
    {
        Default = "{}",
    };

    public static MapType<LitmusDocument> Type { get; } = new(
        [Name, About, Topology, Devices, Given, Actors, Expect],
        fields => new LitmusDocument(
            fields.Get(Name),
            fields.Get(About),
            fields.Get(Topology),
            fields.Get(Devices),
            fields.Get(Given),
            fields.Get(Actors),
            fields.Get(Expect)));
}
