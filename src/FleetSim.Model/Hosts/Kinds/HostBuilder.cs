using System.Collections.Immutable;
using System.Globalization;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>Collects the functions of a host kind, then fills in what follows from where they are.</summary>
/// <remarks>
/// That is: subordinate bus numbers (slots that are empty at boot keep theirs reserved), and the multifunction bit,
/// which all functions of a device with several have, unless the kind says otherwise.
/// </remarks>
internal sealed class HostBuilder
{
    private readonly List<Entry> _entries = [];
    private readonly List<SlotEntry> _slots = [];
    private SlotEntry? _open;

    /// <summary>A bus that is below nothing.</summary>
    /// <param name="bus">Its number, or segment and number: <c>80</c>, <c>10000:00</c>.</param>
    /// <param name="unit">The IOMMU unit of what is on it and below; null when none translates it.</param>
    /// <param name="sentBy">The function that sends the requests of all of them (Intel VMD).</param>
    public BusBuilder RootBus(string bus, string? unit, string? sentBy = null)
    {
        var first = PciAddress.Parse((bus.Contains(':', StringComparison.Ordinal) ? bus : "0000:" + bus) + ":00.0");
        PciAddress? sender = sentBy is null ? null : PciAddress.Parse(sentBy);
        return new BusBuilder(this, first.OnBus, null, new Surroundings(unit, false, sender));
    }

    public HostLayout Build()
    {
        var functionsOfDevice = _entries
            .Where(entry => !entry.Function.IsVirtual)
            .GroupBy(entry => (entry.Function.Address.OnBus, entry.Function.Address.Slot))
            .ToDictionary(device => device.Key, device => device.Count());
        var highest = _entries.ToDictionary(entry => entry, Highest);
        var functions = _entries
            .OrderBy(entry => entry.Function.Address)
            .Select(entry => (entry.Slot, Function: entry.Finished(
                highest[entry],
                functionsOfDevice.GetValueOrDefault((entry.Function.Address.OnBus, entry.Function.Address.Slot)) > 1)))
            .ToList();

        var slots = _slots
            .OrderBy(slot => slot.Port)
            .Select(slot => new HotplugSlot(
                slot.Name,
                slot.Port,
                [.. functions.Where(function => function.Slot == slot).Select(function => function.Function)],
                slot.PresentAtBoot))
            .ToImmutableArray();
        var atBoot = functions.Where(function => function.Slot?.PresentAtBoot != false).Select(each => each.Function);
        return new HostLayout(PciTopology.Empty.Plug(atBoot), slots);
    }

    internal static (ushort Vendor, ushort Device) Ids(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return (Hex(text.AsSpan(0, colon)), Hex(text.AsSpan(colon + 1)));
    }

    internal static byte Bus(string text) => (byte)Hex(text);

    /// <param name="busesUpTo">Highest bus number kept free below a bridge; 0 for none beyond what is used.</param>
    internal void Add(PciFunction function, Func<PciFunction, PciFunction>? with, byte busesUpTo = 0) =>
        _entries.Add(new Entry(function, with, busesUpTo, _open));

    internal PciFunction Find(PciAddress address) =>
        _entries.Single(entry => entry.Function.Address == address) is var entry && entry.With is { } with
            ? with(entry.Function)
            : entry.Function;

    internal void Slot(string name, PciAddress port, bool presentAtBoot, Action fill)
    {
        if (_open is not null)
        {
            throw new InvalidOperationException($"slot '{name}' is inside slot '{_open.Name}'");
        }

        _open = new SlotEntry(name, port, presentAtBoot);
        _slots.Add(_open);
        fill();
        _open = null;
    }

    private byte Highest(Entry bridge)
    {
        if (bridge.Function.Buses is not { } buses)
        {
            return 0;
        }

        var highest = Math.Max(buses.Secondary, bridge.BusesUpTo);
        foreach (var entry in _entries)
        {
            if (entry.Function.Address.OnBus == new PciBus(bridge.Function.Address.Segment, buses.Secondary))
            {
                highest = Math.Max(highest, Highest(entry));
            }
        }

        return highest;
    }

    private static ushort Hex(ReadOnlySpan<char> digits) =>
        ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private sealed record SlotEntry(string Name, PciAddress Port, bool PresentAtBoot);

    private sealed record Entry(
        PciFunction Function, Func<PciFunction, PciFunction>? With, byte BusesUpTo, SlotEntry? Slot)
    {
        public PciFunction Finished(byte subordinate, bool multifunction)
        {
            var function = Function with
            {
                Buses = Function.Buses is { } buses ? buses with { Subordinate = subordinate } : null,
                MultifunctionBit = multifunction && !Function.IsVirtual,
            };
            return With is null ? function : With(function);
        }
    }
}
