using FleetSim.Scenarios.Files.Values;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>The keys of the fleet and of the parts of its mix.</summary>
internal static class FleetKeys
{
    public static readonly Key<int> Hosts = new(
        "hosts", new NumberType<int>(1, 1_000_000), "How many hosts are simulated.")
    {
        Required = true,
    };

    private static readonly Key<string> Topology = new(
        "topology",
        new TextType("the name of a kind of host or the path of a capture", @"^\S(.*\S)?$"),
        "A built-in kind of host, or the path of a capture or lspci dump, relative to this file.")
    {
        Required = true,
    };

    private static readonly Key<int> Weight = new(
        "weight", new NumberType<int>(1, 1000), "Share of the fleet, in proportion to the other weights.")
    {
        Default = "1",
    };

    private static readonly MapType<MixPart> Part = new(
        [Topology, Weight],
        fields => new MixPart(fields.Get(Topology), fields.Get(Weight), fields.PlaceOf(Topology).Line ?? 0));

    private static readonly Key<IReadOnlyList<MixPart>> Mix = new(
        "mix",
        new ListType<MixPart>(Part, "kinds of host", min: 1, max: 1000),
        "What the hosts are; the seed decides which host is of which kind.")
    {
        Required = true,
    };

    private static readonly Key<HostActivation> Active = new(
        "active",
        new WordType<HostActivation>(("touched", HostActivation.Touched), ("all", HostActivation.All)),
        "Hosts that are up, and audited: all before the load begins, with every unit, group and device, or each from when it "
        + "is first touched.")
    {
        Default = "touched",
    };

    public static MapType<FleetPlan> Type { get; } = new(
        [Hosts, Mix, Active], fields => new FleetPlan(fields.Get(Hosts), fields.Get(Mix), fields.Get(Active)));
}
