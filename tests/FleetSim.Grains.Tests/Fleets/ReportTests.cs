using FleetSim.Contracts.Reports;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model.Domains;
using FleetSim.Model.Protocols;

namespace FleetSim.Grains.Tests.Fleets;

/// <summary>A silo tells part by part what it counted and recorded; an answer that is lost is given again.</summary>
public sealed class ReportTests
{
    private const string Nic = "0000:01:00.0";

    private static ReportCursor Start => default;

    [Fact]
    public async Task Report_SameCursorTwice_IsAnsweredAlike()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2, history: true);
        await Rebind(silo.Host(1), times: 3);

        var first = await Ask(silo, Start, last: true);
        var again = await Ask(silo, Start, last: true);
        var rest = await Rest(silo, first.Next);

        Assert.NotEmpty(first.Calls);
        Assert.Equal(first.Calls.AsEnumerable(), again.Calls);
        Assert.Equal(first.Next, again.Next);
        Assert.Equal(6, first.Calls.Length + rest.Sum(report => report.Calls.Length));
    }

    /// <summary>A page is full with 4,096 calls; until then a silo keeps what it recorded, unless the run is over.</summary>
    [Fact]
    public async Task Report_WhileTheRunGoesOn_GivesAwayFullPagesOnly()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2, history: true);
        var host = silo.Host(1);

        await Rebind(host, times: 10);
        var early = await Ask(silo, Start, last: false);
        var rest = await Rest(silo, early.Next);

        Assert.Empty(early.Calls);
        Assert.Equal(20, rest.Sum(report => report.Calls.Length));
        Assert.All(rest, report => Assert.Equal((long.MaxValue, 0), (report.Cutoff, report.Unrecorded)));
    }

    /// <summary>Calls that the silo's devices made and calls that this process made are one history.</summary>
    [Fact]
    public async Task History_OfCallersHereAndThere_IsInOrderOfTime()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2, history: true);
        var host = silo.Host(1);
        var group = host.GroupOf(Nic);
        await host.Call(Nic, DeviceCall.Unbind());
        await host.Call(group, GroupCall.ClaimGroup(new OwnerCookie(0x902)));
        await host.Call(Nic, DeviceCall.Bind("e1000e"));
        await host.Call(group, GroupCall.ReleaseGroup(new OwnerCookie(0x902)));

        var history = await silo.Target.Report.History();

        Assert.Equal(
            [GroupVerb.Unbind, GroupVerb.ClaimGroup, GroupVerb.Bind, GroupVerb.ReleaseGroup],
            Assert.Single(history.Groups).Operations().Select(operation => operation.Call.Verb));
    }

    private static async Task Rebind(TestHost host, int times)
    {
        for (var time = 0; time < times; time++)
        {
            await host.Call(Nic, DeviceCall.Unbind());
            await host.Call(Nic, DeviceCall.Bind("e1000e"));
        }
    }

    /// <summary>All that is left: a page for each processor that calls began on.</summary>
    private static async Task<List<SiloReport>> Rest(TestSilo silo, ReportCursor cursor)
    {
        var reports = new List<SiloReport>();
        do
        {
            reports.Add(await Ask(silo, cursor, last: true));
            cursor = reports[^1].Next;
        }
        while (!reports[^1].Calls.IsEmpty);

        return reports;
    }

    private static async Task<SiloReport> Ask(TestSilo silo, ReportCursor cursor, bool last)
    {
        var hosts = await silo.Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        return await silo.Grains.GetGrain<ISiloGrain>(Assert.Single(hosts.Keys).ToParsableString())
            .Report(silo.Target.Generation, cursor, last);
    }
}
