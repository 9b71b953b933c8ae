using System.Collections.Immutable;
using FleetSim.Fleets.Sources;
using FleetSim.Model.Hosts;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Scenarios.Files;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Invariants;

namespace FleetSim.Scenarios.Litmus.Keys;

/// <summary>An actor as the file has it.</summary>
internal sealed record LitmusActor(
    string Name, string? User, IReadOnlyList<(string Text, FieldPlace Place)> Program, FieldPlace Place);

/// <summary>A litmus file whose keys are in order, but whose words have not been looked up.</summary>
internal sealed record LitmusDocument(
    string Name,
    string About,
    LitmusTopology Topology,
    IReadOnlyList<NamedDevice> Devices,
    IReadOnlyList<(string Text, FieldPlace Place)> Given,
    IReadOnlyList<LitmusActor> Actors,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Expected)
{
    /// <summary>0 is nobody, and 1 the kernel's tag in one of the policies.</summary>
    private const ulong FirstUser = 0xa;

    /// <exception cref="InputException">A device, driver or operation is not known, or a name is there
    /// twice.</exception>
    public LitmusTest Resolve(string fileName, string directory)
    {
        var place = new InputPlace(Line: Topology.Place.Line, Field: Topology.Place.Path);
        var host = Topology.Cards?.Source() ?? HostSources.Find(Topology.Name!, directory, place);
        var devices = DevicesOf(host);
        var words = new OperationWords(host, devices);
        var users = Users();
        var given = Given.Select(line => words.Given(line.Text, line.Place)).ToImmutableArray();
        return new LitmusTest
        {
            Name = Name,
            About = About,
            FileName = fileName,
            Host = host,
            Given = given,
            GivenLines = [.. Given.Select(line => line.Place.Line ?? 0)],
            Actors = [.. Actors.Select(actor => ProgramOf(actor, users[actor.User ?? actor.Name], words))],
            Names = NamesOf(devices, users, words),
            Expected = Expected.ToImmutableSortedDictionary(pair => pair.Key, pair => InReportOrder(pair.Value)),
        };
    }

    private static ActorProgram ProgramOf(LitmusActor actor, OwnerCookie user, OperationWords words) =>
        new(actor.Name, user, [.. actor.Program.Select(line => words.Of(line.Text, line.Place, user))]);

    private static ImmutableArray<string> InReportOrder(IEnumerable<string> names) =>
        [.. InvariantCatalogue.Explored.Select(info => info.Id).Where(names.Contains)];

    private static ImmutableSortedDictionary<string, string> NamesOf(
        IReadOnlyDictionary<string, PciAddress> devices,
        IReadOnlyDictionary<string, OwnerCookie> users,
        OperationWords words)
    {
        var names = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, address) in devices)
        {
            names[address.ToString()] = name;
        }

        foreach (var (name, user) in users)
        {
            names[user.ToString()] = name;
        }

        foreach (var (name, domain) in words.Domains)
        {
            names[domain.ToString()] = name;
        }

        return names.ToImmutable();
    }

    private ImmutableSortedDictionary<string, PciAddress> DevicesOf(HostSource host)
    {
        if (Topology.Cards is { } cards)
        {
            return Devices.Count == 0
                ? Enumerable.Range(0, cards.Size).ToImmutableSortedDictionary(index => $"dev{index}", cards.Card)
                : throw Devices[0].Place.Error("the cards of a group have names: dev0, dev1 and so on");
        }

        foreach (var device in Devices)
        {
            if (!host.Topology.Contains(device.Address)
                && !host.Slots.Any(slot => slot.Functions.Any(function => function.Address == device.Address)))
            {
                throw device.Place.Error($"{host.Name} has no function {device.Address}, at boot or in a slot");
            }
        }

        return Devices.ToImmutableSortedDictionary(device => device.Name, device => device.Address);
    }

    /// <summary>Every actor is a user of its own, unless it says whose it is.</summary>
    private Dictionary<string, OwnerCookie> Users()
    {
        var users = new Dictionary<string, OwnerCookie>(StringComparer.Ordinal);
        var actors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var actor in Actors)
        {
            if (!actors.Add(actor.Name))
            {
                throw actor.Place.Error($"two actors are named '{actor.Name}'");
            }

            users.TryAdd(actor.User ?? actor.Name, new OwnerCookie(FirstUser + (ulong)users.Count));
        }

        return users;
    }
}
