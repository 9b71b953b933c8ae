using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance.Translation;

/// <summary>Under which requester id the requests of a device reach the unit, from the machine's description.</summary>
/// <remarks>
/// The emulator's arguments name bridges and what is below them; firmware numbers the buses in the order of the slots.
/// Below a PCIe-to-PCI bridge requests carry its secondary bus and device 0. Source: <c>reference/groups.md</c> 3.3.
/// </remarks>
internal sealed class RequesterIds
{
    private const int ArgumentsMax = 10_000;

    private readonly Dictionary<byte, Rid> _rewritten = [];
    private readonly JsonField? _arguments;
    private readonly ILookup<string, EmulatedDevice> _below;
    private byte _lastBus;

    private RequesterIds(JsonField? arguments, IEnumerable<EmulatedDevice> devices)
    {
        _arguments = arguments;
        _below = devices.OrderBy(device => device.Slot).ToLookup(device => device.Bus, StringComparer.Ordinal);
        Number(EmulatedDevice.RootBus, null);
    }

    public static RequesterIds Of(JsonField? arguments)
    {
        var words = arguments?.Items(ArgumentsMax).Select(argument => argument.Text()).ToArray() ?? [];
        return new RequesterIds(arguments, words.Zip(words.Skip(1))
            .Where(pair => pair.First == "-device").Select(pair => EmulatedDevice.Parse(pair.Second)));
    }

    public Rid RidOf(PciAddress device, JsonField field) =>
        device.Bus <= _lastBus
            ? _rewritten.GetValueOrDefault(device.Bus, device.Rid)
            : throw field.Problem($"the machine has no bus {device.Bus:x2}");

    private void Number(string bus, Rid? rewritten)
    {
        foreach (var bridge in _below[bus].Where(device => device.IsBridge))
        {
            if (_lastBus == byte.MaxValue)
            {
                // Also the end of bridges that name each other, round and round.
                throw _arguments!.Value.Problem("the machine has more than 256 buses");
            }

            var secondary = ++_lastBus;
            var below = rewritten ?? (bridge.IsPcieToPci ? new Rid(secondary, 0) : null);
            if (below is { } rid)
            {
                _rewritten[secondary] = rid;
            }

            Number(bridge.Id, below);
        }
    }
}
