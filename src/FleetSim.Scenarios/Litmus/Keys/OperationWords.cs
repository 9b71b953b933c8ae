using FleetSim.Load.Thresholds;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Scenarios.Files;
using FleetSim.Verification.Exploration.Programs;

namespace FleetSim.Scenarios.Litmus.Keys;

/// <summary>Reads operations: a verb, a device, and for some a driver or a domain.</summary>
/// <param name="host">The host whose slots are meant.</param>
/// <param name="devices">The names of its devices.</param>
internal sealed class OperationWords(HostSource host, IReadOnlyDictionary<string, PciAddress> devices)
{
    /// <summary>Two hexadecimal digits for every domain: no printed name is the beginning of another.</summary>
    private const uint FirstDomain = 0x10;

    private static readonly (string Word, OperationKind Kind, string? Third)[] Verbs =
    [
        ("plug", OperationKind.Plug, null),
        ("unplug", OperationKind.Unplug, null),
        ("remove", OperationKind.Remove, null),
        ("rescan", OperationKind.Rescan, null),
        ("override", OperationKind.Override, "[DRIVER]"),
        ("bind", OperationKind.Bind, "DRIVER"),
        ("unbind", OperationKind.Unbind, null),
        ("probe", OperationKind.Probe, null),
        ("attach", OperationKind.AttachDevice, "[DOMAIN]"),
        ("attach-group", OperationKind.AttachGroup, "[DOMAIN]"),
        ("detach", OperationKind.Detach, null),
        ("claim", OperationKind.Claim, null),
        ("claim-device", OperationKind.ClaimDevice, null),
        ("release", OperationKind.Release, null),
        ("user-attach", OperationKind.UserAttach, null),
        ("user-detach", OperationKind.UserDetach, null),
        ("dma", OperationKind.Dma, null),
    ];

    private readonly Dictionary<string, Domain> _domains = new(StringComparer.Ordinal);

    /// <summary>Every verb with what follows it, for help texts.</summary>
    public static IEnumerable<string> Forms => Verbs.Select(verb => Form(verb.Word, verb.Kind, verb.Third));

    /// <summary>The domains that were named; a driver's and a user's have their names.</summary>
    public IReadOnlyDictionary<string, Domain> Domains => _domains;

    /// <exception cref="Model.InputException">A word is not known.</exception>
    public Operation Given(string text, FieldPlace place)
    {
        var operation = Of(text, place, OwnerCookie.None);
        var isOfUser = operation.NeedsClaim || operation.Kind is OperationKind.Claim or OperationKind.ClaimDevice;
        return isOfUser ? throw place.Error("nobody claims before the actors begin; let an actor do it") : operation;
    }

    /// <param name="user">The user who attaches, when the operation is a user's.</param>
    /// <exception cref="Model.InputException">A word is not known.</exception>
    public Operation Of(string text, FieldPlace place, OwnerCookie user)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (word, kind, third) = VerbOf(words.FirstOrDefault(""), place);
        var most = kind == OperationKind.Rescan ? 1 : third is null ? 2 : 3;
        var least = third == "DRIVER" ? 3 : Math.Min(most, 2);
        if (words.Length < least || words.Length > most)
        {
            throw place.Error($"'{text}' is not of the form '{Form(word, kind, third)}'");
        }

        if (kind == OperationKind.Rescan)
        {
            return new Operation(kind, text);
        }

        return new Operation(kind, string.Join(' ', words))
        {
            Device = DeviceOf(words[1], place),
            Driver = third?.Contains("DRIVER", StringComparison.Ordinal) == true ? DriverOf(words, place) : null,
            Domain = DomainOf(kind, words, user),
            Slot = kind is OperationKind.Plug or OperationKind.Unplug ? SlotOf(words[1], place) : null,
        };
    }

    private static string Form(string word, OperationKind kind, string? third) =>
        kind == OperationKind.Rescan ? word : third is null ? $"{word} DEVICE" : $"{word} DEVICE {third}";

    private static (string Word, OperationKind Kind, string? Third) VerbOf(string word, FieldPlace place)
    {
        var found = Verbs.FirstOrDefault(verb => verb.Word == word);
        if (found.Word is not null)
        {
            return found;
        }

        var near = NearestName.Suggestion(word, Verbs.Select(verb => verb.Word));
        var all = near.Length > 0 ? near : $"; the operations are {string.Join(", ", Verbs.Select(verb => verb.Word))}";
        throw place.Error($"'{word}' is not an operation{all}");
    }

    private static string? DriverOf(string[] words, FieldPlace place)
    {
        if (words.Length < 3)
        {
            return null;
        }

        var drivers = LitmusDrivers.Catalogue.Drivers.Select(driver => driver.Name);
        return LitmusDrivers.Catalogue.Find(words[2]) is not null
            ? words[2]
            : throw place.Error($"there is no driver '{words[2]}'{NearestName.Suggestion(words[2], drivers)}");
    }

    private PciAddress DeviceOf(string name, FieldPlace place)
    {
        if (devices.TryGetValue(name, out var address))
        {
            return address;
        }

        var near = NearestName.Suggestion(name, devices.Keys);
        var all = near.Length > 0 || devices.Count == 0 ? near : $"; the devices are {string.Join(", ", devices.Keys)}";
        throw place.Error($"there is no device '{name}'{all}");
    }

    private HotplugSlot SlotOf(string name, FieldPlace place) =>
        host.Slots.FirstOrDefault(slot => slot.Functions.Any(function => function.Address == devices[name]))
        ?? throw place.Error($"{name} is in no slot of {host.Name}; remove and rescan work on it all the same");

    /// <summary>A kernel driver's domain has the name that is given, or its device's; a user's is its own.</summary>
    private Domain DomainOf(OperationKind kind, string[] words, OwnerCookie user)
    {
        if (kind is not (OperationKind.AttachDevice or OperationKind.AttachGroup or OperationKind.UserAttach))
        {
            return default;
        }

        var isOfUser = kind == OperationKind.UserAttach;
        var name = isOfUser ? $"P({user})" : words.ElementAtOrDefault(2) ?? $"P({words[1]})";
        if (!_domains.TryGetValue(name, out var domain))
        {
            domain = Domain.Private(FirstDomain + (uint)_domains.Count, isOfUser ? user : OwnerCookie.None);
            _domains.Add(name, domain);
        }

        return domain;
    }
}
