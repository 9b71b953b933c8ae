using System.Collections.Frozen;
using System.Collections.Immutable;
using FleetSim.Model.Groups;
using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Verification.Exploration.States;

/// <summary>Which number each grain of a host has: the host is 0, then devices, groups and units.</summary>
internal sealed class Layout
{
    /// <summary>The number of the host.</summary>
    public const int Host = 0;

    private readonly ImmutableArray<PciAddress> _devices;
    private readonly ImmutableArray<string> _units;
    private readonly FrozenDictionary<PciAddress, int> _deviceNumbers;
    private readonly FrozenDictionary<string, int> _unitNumbers;
    private readonly ImmutableSortedDictionary<string, string> _names;

    public Layout(HostTemplate template, ImmutableSortedDictionary<string, string> names)
    {
        var functions = template.Host.Physical.Functions.Concat(template.Slots.SelectMany(slot => slot.Functions));
        var known = functions.DistinctBy(function => function.Address).OrderBy(function => function.Address).ToList();
        _devices = [.. known.Select(function => function.Address)];
        _units = [.. known.Select(function => function.Unit).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        FirstGroup = 1 + _devices.Length;

        // Numbers are the lowest free ones, so there are never more groups than functions in one.
        FirstUnit = FirstGroup + known.Count(GroupTable.IsTranslated);
        _deviceNumbers = Numbered(_devices, 1);
        _unitNumbers = Numbered(_units, FirstUnit);
        _names = names;
    }

    public int FirstGroup { get; }

    public int FirstUnit { get; }

    public int Count => FirstUnit + _units.Length;

    public int Device(PciAddress address) => _deviceNumbers[address];

    public int Group(int number) => FirstGroup + number;

    public int Unit(string name) => _unitNumbers[name];

    public PciAddress AddressOf(int cell) => _devices[cell - 1];

    public string UnitOf(int cell) => _units[cell - FirstUnit];

    public CellKind KindOf(int cell) =>
        cell == Host ? CellKind.Host
        : cell < FirstGroup ? CellKind.Device
        : cell < FirstUnit ? CellKind.Group
        : CellKind.Unit;

    /// <summary>The grain as traces name it.</summary>
    public string NameOf(int cell) => KindOf(cell) switch
    {
        CellKind.Host => "host",
        CellKind.Device => NameOf(AddressOf(cell)),
        CellKind.Group => $"group {cell - FirstGroup}",
        _ => UnitOf(cell),
    };

    public string NameOf(PciAddress device) => WithNames(device.ToString());

    /// <summary>A text of the model, with the program's names.</summary>
    public string WithNames(string text)
    {
        foreach (var (printed, name) in _names)
        {
            text = text.Replace(printed, name, StringComparison.Ordinal);
        }

        return text;
    }

    private static FrozenDictionary<TKey, int> Numbered<TKey>(ImmutableArray<TKey> keys, int first)
        where TKey : notnull =>
        keys.Select((key, i) => KeyValuePair.Create(key, first + i)).ToFrozenDictionary();

    /// <summary>The cells of a host as it is after boot.</summary>
    public Cell[] CellsOf(HostTemplate template, StateEncoder encoder)
    {
        var cells = new Cell[Count];
        cells[Host] = encoder.Cell(Host, template.Host);
        foreach (var address in _devices)
        {
            var device = template.Devices.GetValueOrDefault(address, DeviceState.Absent);
            cells[Device(address)] = encoder.Cell(Device(address), device);
        }

        for (var cell = FirstGroup; cell < FirstUnit; cell++)
        {
            var number = cell - FirstGroup;
            var record = number < template.Groups.Length ? template.Groups[number] : GroupRecord.Empty;
            cells[cell] = encoder.Cell(cell, record);
        }

        foreach (var unit in _units)
        {
            cells[Unit(unit)] = encoder.Cell(Unit(unit), template.Units.GetValueOrDefault(unit, UnitState.Empty));
        }

        return cells;
    }
}
