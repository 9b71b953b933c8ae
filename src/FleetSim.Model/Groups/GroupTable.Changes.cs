using System.Collections.Immutable;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups;

public sealed partial class GroupTable
{
    /// <summary>The groups of a host after boot: all functions are known before the first one is grouped.</summary>
    public static GroupTable Boot(PciTopology topology, GroupingPlatform platform) =>
        BootSteps(topology, platform).LastOrDefault()?.Table ?? Empty(platform);

    /// <summary>Boot, function by function in the order of registration, each with the reason of its group.</summary>
    public static IEnumerable<GroupAddition> BootSteps(PciTopology topology, GroupingPlatform platform)
    {
        var order = topology.ScanOrder().ToList();
        var table = Empty(platform);
        foreach (var function in order)
        {
            table = table.Registered(function, FoundAboveFunction0(function, topology) || function.MultifunctionBit);
        }

        foreach (var function in order)
        {
            var addition = table.Grouped(function, topology);
            table = addition.Table;
            yield return addition;
        }
    }

    /// <summary>Registers one function that was plugged, found by a rescan, or enabled as a VF.</summary>
    /// <param name="topology">
    /// The registered functions and this one. What is missing in the table is overlooked.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The function is registered already, or the topology does not have it.
    /// </exception>
    public GroupAddition Add(PciFunction function, PciTopology topology)
    {
        if (Find(function.Address) is not null || topology.Find(function.Address) != function)
        {
            throw new ArgumentException(
                $"{function.Address} is registered, or is not in the topology", nameof(function));
        }

        var addition = Registered(function, function.MultifunctionBit).Grouped(function, topology);
        return FoundAboveFunction0(function, topology)
            ? addition with { Table = addition.Table.WithMultifunction(function.Address) }
            : addition;
    }

    /// <summary>
    /// Unregisters one function; its group dies with its last member. What is below a bridge goes first.
    /// </summary>
    /// <returns>The table without it; the same table when it is not registered.</returns>
    public GroupTable Remove(PciAddress address)
    {
        if (Find(address) is not { } leaving)
        {
            return this;
        }

        var functions = _functions.Remove(address);
        if (leaving.Group is not { } key)
        {
            return With(functions, _groups, _incarnations);
        }

        var group = _groups[key.Id];
        var rest = group with { Members = group.Members.Remove(address) };
        return With(
            functions, rest.Members.IsEmpty ? _groups.Remove(key.Id) : _groups.SetItem(key.Id, rest), _incarnations);
    }

    /// <summary>Whether the slot scan, which VFs do not go through, met the function after function 0.</summary>
    private static bool FoundAboveFunction0(PciFunction function, PciTopology topology)
    {
        // With ARI forwarding above, the whole devfn is the function number.
        var ari = topology.BridgeAbove(function.Address.OnBus) is { AriForwarding: true };
        return !function.IsVirtual && (ari ? function.Address.Devfn : function.Address.Function) > 0;
    }

    private GroupTable Registered(PciFunction function, bool multifunction)
    {
        var entry = new RegisteredFunction(function.Address, _nextOrder, multifunction, null);
        return new GroupTable(Platform, _functions.Add(entry.Address, entry), _groups, _incarnations, _nextOrder + 1);
    }

    private GroupTable WithMultifunction(PciAddress address) =>
        With(_functions.SetItem(address, _functions[address] with { Multifunction = true }), _groups, _incarnations);

    private GroupAddition Grouped(PciFunction function, PciTopology topology)
    {
        var address = function.Address;
        if (!IsTranslated(function))
        {
            return new GroupAddition(this, address, null, false, [new JoinStep(JoinRule.NotTranslated, address)]);
        }

        var joined = new GroupSearch(this, topology).Run(function, out var why);
        var next = joined is { } key ? WithMember(_groups[key.Id], address) : WithNewGroup(address);
        return new GroupAddition(next, address, next._groups[next.GroupOf(address)!.Value.Id], joined is null, why);
    }

    private GroupTable WithMember(IommuGroup group, PciAddress address) => With(
        _functions.SetItem(address, _functions[address] with { Group = group.Key }),
        _groups.SetItem(group.Id, group with { Members = group.Members.Add(address) }),
        _incarnations);

    private GroupTable WithNewGroup(PciAddress address)
    {
        var id = LowestFreeId();
        var incarnations = id < _incarnations.Count
            ? _incarnations.SetItem(id, _incarnations[id] + 1)
            : _incarnations.Add(1);
        var made = new IommuGroup(new GroupKey(id, incarnations[id]), [address]);
        return With(
            _functions.SetItem(address, _functions[address] with { Group = made.Key }),
            _groups.Add(id, made),
            incarnations);
    }

    private int LowestFreeId()
    {
        var id = 0;
        while (_groups.ContainsKey(id))
        {
            id++;
        }

        return id;
    }

    private GroupTable With(
        ImmutableDictionary<PciAddress, RegisteredFunction> functions,
        ImmutableSortedDictionary<int, IommuGroup> groups,
        ImmutableList<int> incarnations) =>
        new(Platform, functions, groups, incarnations, _nextOrder);
}
