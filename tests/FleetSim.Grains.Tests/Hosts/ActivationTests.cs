using FleetSim.Contracts;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Grains.Tests.Hosts;

/// <summary>What nobody touched costs nothing; what is touched is activated alone.</summary>
public sealed class ActivationTests(MainlineSilo shared)
{
    [Fact]
    public async Task Claim_OneGroupOfOneHost_ActivatesThatGroupAndItsUnit()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 100);

        await silo.Host(1).Call(3, GroupCall.ClaimGroup(new OwnerCookie(0x501)));

        Assert.Equal(["h000001/3", "h000001/dmar0"], await FleetGrains(silo));
    }

    [Fact]
    public async Task Plug_OneDevice_ActivatesOneGrainOfEachKind()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 100);
        var host = silo.Host(42);
        var functions = host.Slot("slot 4").Functions;
        var number = host.Template.Groups.Length; // It has a group of its own, the next one.

        await host.Call(HostCall.Plug(functions));

        Assert.Equal(["h000042", $"h000042/{number}", "h000042/0000:04:00.0", "h000042/dmar1"], await FleetGrains(silo));
    }

    [Fact]
    public async Task Execute_HostThatTheFleetDoesNotHave_IsAnError()
    {
        var host = shared.Silo.Grains.GetGrain<IHostGrain>("h999999");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => host.Execute(HostCall.Rescan(), shared.Silo.Target.Generation));

        Assert.Contains("the fleet of 200 hosts has no host 'h999999'", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("h000042", 42)]
    [InlineData("h000042/7", 42)]
    [InlineData("h1234567/0000:03:00.0", 1_234_567)]
    public void TryIndex_KeyOfAFleet_IsItsIndex(string key, int index)
    {
        Assert.True(HostKey.TryIndex(key, out var found));
        Assert.Equal(index, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("h42")]
    [InlineData("h0000042")]
    [InlineData("x000042")]
    [InlineData("h00004x")]
    [InlineData("h-00042")]
    [InlineData("/7")]
    public void TryIndex_KeyThatNoFleetGivesOut_HasNone(string key) => Assert.False(HostKey.TryIndex(key, out _));

    [Fact]
    public async Task Snapshot_UntouchedParts_AreTheTemplates()
    {
        var host = shared.Growing();

        var facts = await host.Facts();

        Assert.Equal(host.Template.Groups.Select(Told), facts.Groups.Values.Select(Told));
        Assert.Equal(
            host.Template.Devices.OrderBy(pair => pair.Key).Select(pair => pair.Value),
            facts.Devices.Values.Where(device => device.IsPresent));
        Assert.Equal(KnownDrivers.PciePort, facts.Devices[PciAddress.Parse("0000:00:01.0")].Driver);
    }

    private static string Told(GroupRecord group) =>
        $"{group.Incarnation} {group.Version} {group.State.Type} {group.State.Domain} "
        + $"{string.Join(' ', group.State.Members)}";

    /// <summary>Keys of the fleet's grains that are active: host, groups, devices, units.</summary>
    private static async Task<IEnumerable<string>> FleetGrains(TestSilo silo)
    {
        var active = await silo.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return active.Select(grain => grain.GrainId.Key.ToString()!)
            .Where(key => key.StartsWith("h0", StringComparison.Ordinal))
            .OrderBy(Rank);
    }

    private static int Rank(string key) => HostKey.PartOf(key) switch
    {
        "" => 0,
        var part when int.TryParse(part, out _) => 1,
        var part when part.Contains(':', StringComparison.Ordinal) => 2,
        _ => 3,
    };
}
