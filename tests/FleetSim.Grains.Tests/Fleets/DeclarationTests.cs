using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Fleets;
using FleetSim.Fleets.Grains;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Protocols;
using FleetSim.Silo;

namespace FleetSim.Grains.Tests.Fleets;

/// <summary>A silo starts without a fleet, is given one, and refuses calls that mean an earlier one.</summary>
public sealed class DeclarationTests : IAsyncLifetime
{
    private static readonly OwnerCookie Vm1 = new(0x901);

    private FleetSilo _silo = null!;

    public async ValueTask InitializeAsync() =>
        _silo = await FleetSilo.Start(new SiloOptions(), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Execute_NoFleetIsDeclared_IsAnError()
    {
        var host = _silo.Grains.GetGrain<IHostGrain>("h000000");

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => host.Execute(HostCall.Rescan(), new FleetGeneration(1)));

        Assert.Contains("no fleet is declared in this cluster", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_MeansAnEarlierFleet_IsRefusedByEveryPart()
    {
        using var earlier = await Declare("mainline");
        var host = new TestHost(earlier, 0);
        var (group, device) = (host.Template.Groups.Length - 1, host.Template.Endpoints[0]);
        await host.Call(group, GroupCall.ClaimGroup(Vm1));

        using var later = await Declare("mainline");

        Assert.True(later.Generation > earlier.Generation);
        await Refused(() => host.Call(HostCall.Rescan()));
        await Refused(() => host.Call(device.ToString(), DeviceCall.Unbind()));
        await Refused(() => host.Call(group, GroupCall.ClaimGroup(Vm1)));
        await Refused(() => earlier.Unit(0, "dmar1").Snapshot(earlier.Generation));
        await Refused(() => earlier.Report.Refresh());
    }

    /// <summary>Nothing of the earlier fleet is left: not an owner, not an activation, not a count.</summary>
    [Fact]
    public async Task Declare_AfterAnotherFleet_BeginsAnew()
    {
        using var earlier = await Declare("viability");
        var before = new TestHost(earlier, 0);
        var group = before.Template.Groups.Length - 1;
        await before.FreeGroup(group);
        Assert.Equal(Errno.None, (await before.Call(group, GroupCall.ClaimGroup(Vm1))).Errno);

        using var later = await Declare("mainline");
        await later.Report.Refresh();
        var counts = later.Report.Counts;
        var left = await Parts();
        var host = new TestHost(later, 0);
        await host.FreeGroup(group);
        var claimed = await host.Call(group, GroupCall.ClaimGroup(Vm1));

        Assert.Empty(left);
        Assert.Equal((0, 0), (counts.Active.Groups, counts.UserOwners));
        Assert.Empty(counts.Claims);
        Assert.Equal(Errno.None, claimed.Errno);
    }

    [Fact]
    public async Task Execute_MeansAFleetThatNobodyDeclared_IsRefused()
    {
        using var present = await Declare("mainline");
        var unheard = new FleetGeneration(present.Generation.Number + 1);

        var failure = await Assert.ThrowsAsync<OutdatedFleetException>(async () =>
            await _silo.Grains.GetGrain<IIommuGroupGrain>("h000001/0").Execute(GroupCall.ClaimGroup(Vm1), unheard));

        Assert.Equal($"nobody has declared fleet {unheard}: the cluster has fleet {present.Generation}", failure.Message);
    }

    [Fact]
    public async Task Declare_UnknownPolicy_KeepsTheFleetThatIsThere()
    {
        using var present = await Declare("mainline");
        var unknown = TestFleet.Of("mainline", hosts: 2) with { Policy = "none-such" };

        await Assert.ThrowsAsync<InputException>(() => GrainFleet.Declare(_silo.Grains, unknown, present.Fleet));

        await present.Report.Refresh();
        Assert.Equal(new HostReply(), await new TestHost(present, 0).Call(HostCall.Rescan()));
    }

    /// <summary>Parts of hosts that are active, of whichever fleet.</summary>
    private async Task<IEnumerable<string>> Parts()
    {
        var active = await _silo.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return active.Select(grain => grain.GrainId.Key.ToString()!)
            .Where(key => key.StartsWith("h0", StringComparison.Ordinal));
    }

    private static async Task Refused(Func<Task> call)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(call);
        Assert.True(failure is OutdatedFleetException or SiloLostException, failure.ToString());
        Assert.Contains("is no more: the cluster was given fleet", failure.Message, StringComparison.Ordinal);
    }

    private Task<GrainFleet> Declare(string policy) =>
        GrainFleet.Declare(_silo.Grains, TestFleet.Of(policy, hosts: 2));
}
