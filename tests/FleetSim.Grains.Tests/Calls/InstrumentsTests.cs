using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Silo;
using FleetSim.Telemetry;

namespace FleetSim.Grains.Tests.Calls;

/// <summary>What a silo counts is what its callers heard.</summary>
public sealed class InstrumentsTests
{
    private const string Nic = "0000:01:00.0";

    private static readonly OwnerCookie Vm1 = new(0x801);

    [Fact]
    public async Task Counters_AfterSomeCalls_EqualTheAnswers()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2);
        var host = silo.Host(1);
        var group = host.GroupOf(Nic);

        var answers = new[]
        {
            (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Errno,
            (await host.Call(Nic, DeviceCall.Unbind())).Errno,
            (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Errno,
            (await host.Call(group, GroupCall.ClaimGroup(Vm1))).Errno,
            (await host.Call(Nic, DeviceCall.Bind("e1000e"))).Errno,
            (await host.Call(group, GroupCall.ReleaseGroup(Vm1))).Errno,
            (await host.Call(HostCall.Unplug(PciAddress.Parse(Nic)))).Errno,
            (await host.Call(HostCall.Unplug(PciAddress.Parse(Nic)))).Errno,
        };

        var counts = await silo.Counts();
        Assert.Equal(
            [
                Errno.EPERM, Errno.None, Errno.None, Errno.EPERM, Errno.EBUSY, Errno.None, Errno.None, Errno.ENODEV,
            ],
            answers);
        Assert.Equal(
            [
                new(GroupVerb.Leave, Errno.None, 1),
                new(GroupVerb.Bind, Errno.EBUSY, 1),
                new(GroupVerb.Unbind, Errno.None, 1),
                new(GroupVerb.ClaimGroup, Errno.None, 1),
                new(GroupVerb.ClaimGroup, Errno.EPERM, 2),
                new(GroupVerb.ReleaseGroup, Errno.None, 1),
            ],
            counts.Claims.AsEnumerable());
        Assert.Equal(
            [
                new(DeviceVerb.Disappear, Errno.None, 1),
                new(DeviceVerb.Bind, Errno.EBUSY, 1),
                new(DeviceVerb.Unbind, Errno.None, 1),
            ],
            counts.Binds.AsEnumerable());
        Assert.Equal(
            [new(HostVerb.Unplug, Errno.None, 1), new(HostVerb.Unplug, Errno.ENODEV, 1)], counts.Hotplug.AsEnumerable());
        Assert.Equal((0, 0), (counts.Panics, counts.Warnings));
    }

    [Fact]
    public async Task Warnings_CallerAtFault_AreCounted()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2);
        var host = silo.Host(1);
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);

        var reply = await host.Call(group, GroupCall.ReleaseGroup(Vm1)); // Nobody has claimed it.

        Assert.True(reply.Warned);
        Assert.Equal(1, (await silo.Counts()).Warnings);
    }

    [Fact]
    public async Task Owners_FromDriverToUserAndBack_AreCountedByKind()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2);
        var host = silo.Host(1);
        var group = host.GroupOf(Nic);
        var held = new List<(long Users, long Kernel)> { await Held(silo) };

        await host.Call(group, GroupCall.ClaimGroup(Vm1)); // Refused; the group is there now, and its driver's.
        held.Add(await Held(silo));
        await host.FreeGroup(group);
        held.Add(await Held(silo));
        await host.Call(group, GroupCall.ClaimGroup(Vm1));
        held.Add(await Held(silo));
        await host.Call(group, GroupCall.ReleaseGroup(Vm1));
        await host.Call(Nic, DeviceCall.Probe());
        held.Add(await Held(silo));

        Assert.Equal([(0, 0), (0, 1), (0, 0), (1, 0), (0, 1)], held);
    }

    private static async Task<(long Users, long Kernel)> Held(TestSilo silo)
    {
        var counts = await silo.Counts();
        return (counts.UserOwners, counts.KernelOwners);
    }

    /// <summary>What is dropped from the export is there by that name, and counted where nothing new is looked
    /// up.</summary>
    [Fact]
    public async Task OrleansLookups_OfACallToAnActiveGrain_AreCountedUnderTheNamesThatAreNotExported()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2);
        var host = silo.Host(1);
        await host.Call(host.GroupOf(Nic), GroupCall.ClaimGroup(Vm1));
        var counted = new ConcurrentDictionary<string, bool>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "Microsoft.Orleans"
                    && instrument.Name.StartsWith("orleans-directory-lookups-", StringComparison.Ordinal))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, _, _, _) => counted[instrument.Name] = true);
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => counted[instrument.Name] = true);
        listener.Start();

        await host.Call(host.GroupOf(Nic), GroupCall.ClaimGroup(Vm1));
        listener.RecordObservableInstruments();

        Assert.Superset(FleetTelemetry.CountedAtEveryCall.ToHashSet(), counted.Keys.ToHashSet());
    }

    /// <summary>Exported names and tags: closed sets, snake case, never an id.</summary>
    [Fact]
    public void Claims_Exported_HaveOperationOutcomeAndPolicy()
    {
        var meter = new Meter("FleetSim.Grains.Tests.Claims");
        using var instruments = new FleetInstruments(meter, "strict");
        instruments.GroupAnswered(GroupVerb.ClaimGroup, new GroupReply(Errno.EBUSY));
        instruments.GroupAnswered(GroupVerb.ClaimGroup, new GroupReply(Errno.EBUSY));
        var measured = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == TelemetryNames.Claims)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal(
            ["fleetsim.claims 2 fleetsim.operation=claim_group fleetsim.outcome=EBUSY fleetsim.policy=strict"], measured);
    }
}
