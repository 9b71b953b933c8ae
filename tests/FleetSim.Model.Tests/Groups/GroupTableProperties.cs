using CsCheck;
using FleetSim.Model.Groups;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Groups.Requesters;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Tests.Groups;

/// <summary>What holds for every tree and every order of plugging. CsCheck prints the seed of a failure.</summary>
public sealed class GroupTableProperties
{
    private static readonly GroupingPlatform Platform = GroupingPlatform.Of(IommuKind.Intel);

    /// <summary>A tree, and numbers that choose which of its functions leave, each to come back later.</summary>
    private static readonly Gen<(PciTopology Topology, int[] Removals)> Plugged =
        Gen.Select(RandomHosts.Topologies, Gen.Int[0, 1000].Array[0, 12]);

    [Fact]
    public void Boot_AnyTree_PutsEveryTranslatedFunctionInExactlyOneGroup() =>
        RandomHosts.Topologies.Sample(topology => RequirePartition(GroupTable.Boot(topology, Platform), topology));

    [Fact]
    public void Boot_AnyTree_NumbersGroupsFromZeroInTheOrderOfTheirFirstMembers() =>
        RandomHosts.Topologies.Sample(topology =>
        {
            var order = topology.ScanOrder().Select(function => function.Address).ToList();
            var groups = GroupTable.Boot(topology, Platform).Groups.ToList();

            Assert.Equal(Enumerable.Range(0, groups.Count), groups.Select(group => group.Id));
            Assert.Equal(groups, groups.OrderBy(group => order.IndexOf(group.Members[0])));
        });

    [Fact]
    public void Boot_AnyTree_SharedRequesterIdsAreInOneGroup() =>
        RandomHosts.Topologies.Sample(topology =>
        {
            var table = GroupTable.Boot(topology, Platform);
            var groupsOfRid = topology.Functions
                .SelectMany(function => DmaAliases.RequesterIds(function, topology)
                    .Select(rid => (rid, Group: table.GroupOf(function.Address))))
                .GroupBy(pair => pair.rid, pair => pair.Group);

            Assert.All(groupsOfRid, groups => Assert.Single(groups.Distinct()));
        });

    [Fact]
    public void AddAndRemove_AnyOrder_KeepTheOthersAndGiveTheLowestFreeNumber() =>
        Plugged.Sample(plugged =>
        {
            var (topology, table) = (plugged.Topology, GroupTable.Boot(plugged.Topology, Platform));
            var lives = table.Groups.Select(group => group.Key).ToHashSet();
            foreach (var choice in plugged.Removals)
            {
                var functions = topology.Functions.ToList();
                var leaving = topology.Subtree(functions[choice % functions.Count].Address);
                foreach (var function in leaving.Reverse())
                {
                    var next = table.Remove(function.Address);
                    RequireOthersUnchanged(table, next, function.Address);
                    table = next;
                }

                topology = topology.Unplug(leaving[0].Address);
                foreach (var function in leaving)
                {
                    topology = topology.Plug([function]);
                    var addition = table.Add(function, topology);
                    RequireOthersUnchanged(table, addition.Table, function.Address);
                    RequireNewGroupIsNew(table, addition, lives);
                    table = addition.Table;
                }

                RequirePartition(table, topology);
            }
        });

    [Fact]
    public void Remove_Everything_LeavesAnEmptyTable() =>
        RandomHosts.Topologies.Sample(topology =>
        {
            var table = topology.ScanOrder().Reverse()
                .Aggregate(GroupTable.Boot(topology, Platform), (left, function) => left.Remove(function.Address));

            Assert.Empty(table.Groups);
            Assert.Empty(table.Functions);
        });

    [Fact]
    public void FromRecord_OfAnyTable_GoesOnAsTheTable() =>
        Plugged.Sample(plugged =>
        {
            var table = GroupTable.Boot(plugged.Topology, Platform);
            var last = plugged.Topology.ScanOrder()[^1];
            var removed = table.Remove(last.Address);

            var restored = GroupTable.FromRecord(removed.ToRecord());

            Assert.Equal(TopologyText.Print(removed), TopologyText.Print(restored));
            Assert.Equal(
                removed.Add(last, plugged.Topology).Group?.Key, restored.Add(last, plugged.Topology).Group?.Key);
        });

    private static void RequirePartition(GroupTable table, PciTopology topology)
    {
        var members = table.Groups.SelectMany(group => group.Members.Select(member => (member, group.Key))).ToList();

        Assert.Equal(topology.Functions.Select(function => function.Address), members.Select(m => m.member).Order());
        Assert.All(members, m => Assert.Equal(m.Key, table.GroupOf(m.member)));
    }

    private static void RequireOthersUnchanged(GroupTable before, GroupTable after, PciAddress except)
    {
        var others = before.Functions.Where(function => function.Address != except);
        Assert.All(others, other => Assert.Equal(other.Group, after.GroupOf(other.Address)));
    }

    private static void RequireNewGroupIsNew(GroupTable before, GroupAddition addition, HashSet<GroupKey> lives)
    {
        if (addition is { IsNew: true, Group: { } made })
        {
            Assert.True(lives.Add(made.Key), $"{made.Key} has lived before");
            Assert.Equal(Enumerable.Range(0, made.Id), before.Groups.Select(group => group.Id).Take(made.Id));
            Assert.Null(before.Find(made.Id));
        }
    }
}
