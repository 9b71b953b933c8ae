using System.Diagnostics;

namespace FleetSim.Telemetry;

/// <summary>Names of the meter, of the activity source, and of what they carry. Tag values are closed sets: never an
/// id.</summary>
public static class TelemetryNames
{
    public const string Meter = "FleetSim";

    public const string ActivitySourceName = "FleetSim";

    public const string Claims = "fleetsim.claims";
    public const string ClaimDuration = "fleetsim.claim.duration";
    public const string Owners = "fleetsim.owners";
    public const string HotplugEvents = "fleetsim.hotplug.events";
    public const string HotplugDuration = "fleetsim.hotplug.duration";
    public const string Binds = "fleetsim.binds";
    public const string BindDuration = "fleetsim.bind.duration";
    public const string InvariantViolations = "fleetsim.invariant.violations";
    public const string HostPanics = "fleetsim.host.panics";
    public const string KernelWarnings = "fleetsim.kernel.warnings";
    public const string Translations = "fleetsim.translations";
    public const string BatchDuration = "fleetsim.translation.batch.duration";
    public const string IotlbLookups = "fleetsim.iotlb.lookups";
    public const string IommuFaults = "fleetsim.iommu.faults";
    public const string Hosts = "fleetsim.fleet.hosts";
    public const string Groups = "fleetsim.fleet.groups";
    public const string Devices = "fleetsim.fleet.devices";

    public const string Operation = "fleetsim.operation";
    public const string Outcome = "fleetsim.outcome";
    public const string Policy = "fleetsim.policy";
    public const string Kind = "fleetsim.kind";
    public const string Invariant = "fleetsim.invariant";
    public const string State = "fleetsim.state";
    public const string Result = "fleetsim.result";
    public const string Reason = "fleetsim.reason";

    /// <summary>Spans of protocols: one for each, with a child for each grain it crosses.</summary>
    public static ActivitySource Activities { get; } = new(ActivitySourceName);
}
