using System.Diagnostics.Metrics;
using FleetSim.Contracts.Reports;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;

namespace FleetSim.Telemetry;

/// <summary>Everything the grains of one silo count and time of one declared fleet. The report of a run reads the same
/// counters that are exported.</summary>
public sealed class FleetInstruments : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _claimDuration;
    private readonly Histogram<double> _bindDuration;
    private readonly Histogram<double> _hotplugDuration;
    private long _userOwners;
    private long _kernelOwners;
    private long _hosts;
    private long _groups;
    private long _devices;
    private long _panics;
    private long _warnings;

    /// <param name="meter">Goes with the instruments.</param>
    /// <param name="policy">Name of the ownership policy, a tag of the claims.</param>
    public FleetInstruments(Meter meter, string policy)
    {
        ArgumentNullException.ThrowIfNull(meter);
        _meter = meter;
        Claims = new(meter, TelemetryNames.Claims, "{claim}", "Ownership requests answered by groups.", policy);
        Binds = new(meter, TelemetryNames.Binds, "{call}", "Calls answered by devices.", policy);
        Hotplug = new(meter, TelemetryNames.HotplugEvents, "{event}", "Hot-plug calls answered by hosts.", policy);
        Violations = new InvariantCounter(meter);
        Translations = new TranslationInstruments(meter);
        _claimDuration = Durations(meter, TelemetryNames.ClaimDuration, "Time a group took to answer an ownership request.");
        _bindDuration = Durations(meter, TelemetryNames.BindDuration, "Time a device took to answer a bind, unbind or probe.");
        _hotplugDuration = Durations(meter, TelemetryNames.HotplugDuration, "Time a host took to plug, unplug, remove or rescan.");
        meter.CreateObservableUpDownCounter(TelemetryNames.Owners, Owners, "{group}", "Groups held, by kind of owner.");
        meter.CreateObservableCounter(
            TelemetryNames.HostPanics, () => Volatile.Read(ref _panics), "{host}", "Hosts that their ownership policy has stopped.");
        meter.CreateObservableCounter(
            TelemetryNames.KernelWarnings, () => Volatile.Read(ref _warnings), "{warning}", "Calls for which the kernel would log a WARN.");
        Active(meter, TelemetryNames.Hosts, "{host}", () => Volatile.Read(ref _hosts));
        Active(meter, TelemetryNames.Groups, "{group}", () => Volatile.Read(ref _groups));
        Active(meter, TelemetryNames.Devices, "{device}", () => Volatile.Read(ref _devices));
    }

    public OutcomeCounter<GroupVerb> Claims { get; }

    public OutcomeCounter<DeviceVerb> Binds { get; }

    public OutcomeCounter<HostVerb> Hotplug { get; }

    public InvariantCounter Violations { get; }

    /// <summary>What IOMMU units count.</summary>
    public TranslationInstruments Translations { get; }

    /// <summary>Somebody listens to durations, so it is worth asking for the time.</summary>
    public bool TimesClaims => _claimDuration.Enabled;

    public bool TimesHotplug => _hotplugDuration.Enabled;

    public bool TimesBinds => _bindDuration.Enabled;

    /// <summary>All that was counted so far.</summary>
    public FleetCounts Read() => new()
    {
        Claims = Claims.Read(),
        Binds = Binds.Read(),
        Hotplug = Hotplug.Read(),
        Violations = Violations.Read(),
        Requests = Translations.Read(),
        Panics = Volatile.Read(ref _panics),
        Warnings = Volatile.Read(ref _warnings),
        UserOwners = Volatile.Read(ref _userOwners),
        KernelOwners = Volatile.Read(ref _kernelOwners),
        Active = new(Volatile.Read(ref _hosts), Volatile.Read(ref _groups), Volatile.Read(ref _devices)),
    };

    /// <summary>Nothing of it is exported any more.</summary>
    public void Dispose() => _meter.Dispose();

    public void ClaimTook(TimeSpan duration, GroupVerb verb) => _claimDuration.Record(
        duration.TotalSeconds, new KeyValuePair<string, object?>(TelemetryNames.Operation, SnakeCase.Of(verb)));

    public void BindTook(TimeSpan duration, Errno outcome) => _bindDuration.Record(
        duration.TotalSeconds, new KeyValuePair<string, object?>(TelemetryNames.Outcome, OutcomeName.Of(outcome)));

    public void HotplugTook(TimeSpan duration, HostVerb verb) => _hotplugDuration.Record(
        duration.TotalSeconds, new KeyValuePair<string, object?>(TelemetryNames.Operation, SnakeCase.Of(verb)));

    /// <summary>A group went from one state to another.</summary>
    public void OwnershipChanged(GroupState before, GroupState after)
    {
        if (before.IsClaimed != after.IsClaimed)
        {
            Interlocked.Add(ref _userOwners, after.IsClaimed ? 1 : -1);
        }

        var held = before.KernelDrivers() > 0;
        if (held != after.KernelDrivers() > 0)
        {
            Interlocked.Add(ref _kernelOwners, held ? -1 : 1);
        }
    }

    /// <summary>A group has answered a call.</summary>
    public void GroupAnswered(GroupVerb verb, GroupReply reply)
    {
        Claims.Add((int)verb, reply.Errno);
        if (reply.Warned)
        {
            Interlocked.Increment(ref _warnings);
        }
    }

    /// <summary>A policy has stopped a host. Once a host.</summary>
    public void HostPanicked() => Interlocked.Increment(ref _panics);

    public void HostActivated(int change) => Interlocked.Add(ref _hosts, change);

    public void GroupActivated(int change) => Interlocked.Add(ref _groups, change);

    public void DeviceActivated(int change) => Interlocked.Add(ref _devices, change);

    private static Histogram<double> Durations(Meter meter, string name, string description) =>
        meter.CreateHistogram<double>(name, "s", description);

    private static void Active(Meter meter, string name, string unit, Func<long> read) =>
        meter.CreateObservableUpDownCounter(
            name,
            () => new Measurement<long>(read(), new KeyValuePair<string, object?>(TelemetryNames.State, "active")),
            unit,
            "Grains of the fleet that are active in this silo.");

    private IEnumerable<Measurement<long>> Owners() =>
    [
        new(Volatile.Read(ref _userOwners), new KeyValuePair<string, object?>(TelemetryNames.Kind, "user")),
        new(Volatile.Read(ref _kernelOwners), new KeyValuePair<string, object?>(TelemetryNames.Kind, "kernel")),
    ];
}
