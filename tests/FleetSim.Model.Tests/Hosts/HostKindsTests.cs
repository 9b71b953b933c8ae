using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Hosts;

public sealed class HostKindsTests
{
    public static TheoryData<string> Names => [.. HostKinds.All.Select(kind => kind.Name)];

    [Theory]
    [InlineData("dual-xeon-e5-4gamers1pc", "xeon-e5-dual")]
    [InlineData("asus-rog-strix-x670e-i", "desktop-x670e")]
    public void Boot_KindOfARecordedMachine_HasItsGroupsWithTheirNumbers(string listing, string name)
    {
        var host = PluggedHost.Boot(HostKinds.Find(name)!);

        var formed = host.Groups.Groups
            .SelectMany(group => group.Members.Select(member => (member, group.Id)))
            .ToDictionary(pair => pair.member, pair => pair.Id);

        Assert.Equal(RecordedListing.Read(listing), formed.OrderBy(pair => pair.Key));
    }

    [Theory]
    [InlineData("xeon-e5-dual", 148, 53, 8, 7)]
    [InlineData("desktop-x670e", 64, 27, 14, 6)]
    [InlineData("gpu-8x-switch", 99, 96, 2, 25)]
    [InlineData("gpu-8x-no-acs", 70, 44, 16, 9)]
    [InlineData("sriov-nic-64vf", 93, 88, 4, 5)]
    [InlineData("arm-server-acs", 42, 42, 1, 11)]
    [InlineData("conventional-pci", 38, 19, 8, 9)]
    [InlineData("storage-24-nvme", 116, 99, 8, 26)]
    [InlineData("thunderbolt-workstation", 25, 20, 3, 5)]
    [InlineData("q35-nested", 20, 15, 3, 8)]
    [InlineData("xeon-scalable-vmd", 45, 23, 8, 10)]
    [InlineData("growing-group", 12, 9, 3, 4)]
    public void Boot_EachKind_HasTheExpectedSizes(string name, int functions, int groups, int largest, int slots)
    {
        var kind = HostKinds.Find(name)!;

        var host = PluggedHost.Boot(kind);

        var largestGroup = host.Groups.Groups.Max(group => group.Members.Length);
        Assert.Equal(
            (functions, groups, largest, slots),
            (host.Topology.Count, host.Groups.Count, largestGroup, kind.Slots.Length));
    }

    [Theory]
    [InlineData("gpu-8x-switch", "1a:00.0")]
    [InlineData("gpu-8x-no-acs", "03:08.0 04:00.0 04:00.1")]
    [InlineData("sriov-nic-64vf", "5e:02.0")]
    [InlineData("sriov-nic-64vf", "01:00.0 01:00.1 01:00.2 01:00.4")]
    [InlineData("conventional-pci", "00:1e.0 0c:00.0")]
    [InlineData("conventional-pci", "00:1c.0 00:1c.1 00:1c.2 07:00.0 08:00.0 09:00.0 0a:00.0 0b:00.0")]
    [InlineData("storage-24-nvme", "c8:00.0")]
    [InlineData("thunderbolt-workstation", "00:1f.0 00:1f.3 00:1f.4")]
    [InlineData("q35-nested", "00:1f.0 00:1f.2 00:1f.3")]
    [InlineData("q35-nested", "06:00.0 07:00.0")]
    [InlineData(
        "xeon-scalable-vmd",
        "5d:05.5 10000:00:00.0 10000:00:01.0 10000:00:02.0 10000:00:03.0 10000:01:00.0 10000:02:00.0 10000:03:00.0")]
    [InlineData("growing-group", "00:01.0 00:01.1 01:00.0")]
    public void Boot_Kind_HasThisGroup(string name, string members)
    {
        var host = PluggedHost.Boot(HostKinds.Find(name)!);
        var expected = members.Split(' ').Select(PciAddress.Parse).ToList();

        var group = host.Groups.Find(host.Groups.GroupOf(expected[0])!.Value)!;

        Assert.Equal(expected, group.Members.Order());
    }

    [Fact]
    public void Names_AreUniqueAndFound()
    {
        Assert.Equal(HostKinds.All.Length, HostKinds.All.Select(kind => kind.Name).Distinct().Count());
        Assert.All(HostKinds.All, kind => Assert.Same(kind, HostKinds.Find(kind.Name)));
        Assert.Null(HostKinds.Find("no-such-kind"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_OfEachKind_AreSentences(string name)
    {
        var kind = HostKinds.Find(name)!;

        Assert.Matches("^[A-Z][^.]*\\.$", kind.Description.Replace("2.0", "2", StringComparison.Ordinal));
        Assert.Contains("Derived:", kind.Source, StringComparison.Ordinal);
        Assert.EndsWith(".", kind.Source, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Topology_AskedTwice_IsBuiltOnce(string name)
    {
        var kind = HostKinds.Find(name)!;

        Assert.Same(kind.Topology, kind.Topology);
        Assert.Equal(kind.Slots, kind.Slots);
    }
}
