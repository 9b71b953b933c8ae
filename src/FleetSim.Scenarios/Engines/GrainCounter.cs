using System.Collections.Immutable;
using FleetSim.Contracts.Reports;
using FleetSim.Model;
using FleetSim.Model.Protocols;
using FleetSim.Scenarios.Files;
using FleetSim.Telemetry;

namespace FleetSim.Scenarios.Engines;

/// <summary>Which counters of the grains count an operation once each, by the same outcome.</summary>
/// <param name="Name">The counters, as telemetry names them.</param>
/// <param name="Read">What they say, by outcome.</param>
/// <param name="Statuses">The outcomes that reach a grain at all; null for every one.</param>
/// <param name="Doubt">Why they cannot be compared in a scenario; null when they can.</param>
internal sealed record GrainCounter(
    string Name,
    Func<FleetCounts, IReadOnlyDictionary<string, long>> Read,
    IReadOnlyList<string>? Statuses,
    string? Doubt)
{
    private static readonly string[] OkOnly = ["ok"];

    /// <param name="hasBareHosts">There are hosts where a claim finds no group, and reaches nobody.</param>
    public static GrainCounter Of(string operation, Scenario scenario, bool hasBareHosts)
    {
        var vms = scenario.Workloads.Where(workload => workload.Vm is not null).ToList();
        return operation switch
        {
            OperationName.Claim => new(
                $"{TelemetryNames.Claims}{{claim_group}} + {TelemetryNames.Binds}{{claim}}",
                counts => Sum(Of(counts.Claims, GroupVerb.ClaimGroup).Concat(Of(counts.Binds, DeviceVerb.Claim))),
                null,
                hasBareHosts ? "on some hosts a claim finds no group to ask" : null),
            OperationName.Plug => new(
                TelemetryNames.HotplugEvents,
                counts => Sum(counts.Hotplug.Select(cell => (cell.Outcome, cell.Count))),
                null,
                vms.Count > 0 ? "a host waits for VMs to close a device before it is unplugged" : null),
            OperationName.Bind => new(
                $"{TelemetryNames.Binds}{{bind, probe, detach; attach if refused}}",
                counts => Sum(Binds(counts)),
                null,
                vms.Count > 0 ? "VMs bind devices as well" : null),
            OperationName.Batch => Batch(vms),
            _ => Life(vms),
        };
    }

    /// <summary>An attach that was granted ends with a detach, whose answer is that of the operation.</summary>
    private static IEnumerable<(Errno Outcome, long Count)> Binds(FleetCounts counts) =>
        Of(counts.Binds, DeviceVerb.Bind, DeviceVerb.Probe, DeviceVerb.Detach).Concat(
            Of(counts.Binds, DeviceVerb.AttachDevice, DeviceVerb.AttachGroup).Where(cell => cell.Outcome != Errno.None));

    private static GrainCounter Batch(List<WorkloadPlan> vms)
    {
        var size = vms[0].Vm!.Batch;
        var doubt = vms.Any(vm => vm.Kind == WorkloadKind.VmChurn) ? "VM lives do DMA as well"
            : vms.Any(vm => vm.Vm!.Batch != size) ? "batches are of several sizes"
            : null;
        return new GrainCounter(
            $"{TelemetryNames.Translations} / {size}",
            counts => Answered(counts) % size == 0
                ? Ok(Answered(counts) / size)
                : new Dictionary<string, long> { ["ok"] = Answered(counts) / size, ["part of a batch"] = 1 },
            OkOnly,
            doubt);
    }

    private static GrainCounter Life(List<WorkloadPlan> vms)
    {
        var single = vms.All(vm =>
            vm is { Kind: WorkloadKind.VmChurn, Vm: { GroupsMin: 1, GroupsMax: 1, Trace: null } });
        return new GrainCounter(
            $"{TelemetryNames.Claims}{{set_container, ok}}",
            counts => Ok(counts.Claims
                .Where(cell => cell is { Operation: GroupVerb.SetContainer, Outcome: Errno.None })
                .Sum(cell => cell.Count)),
            OkOnly,
            single ? null : "a VM has as many claims as groups");
    }

    private static long Answered(FleetCounts counts) => counts.Requests.Translated + counts.Requests.Blocked;

    private static Dictionary<string, long> Ok(long count) =>
        count > 0 ? new Dictionary<string, long> { ["ok"] = count } : [];

    private static IEnumerable<(Errno Outcome, long Count)> Of<T>(
        ImmutableArray<OutcomeCount<T>> cells, params T[] operations)
        where T : struct, Enum =>
        cells.Where(cell => operations.Contains(cell.Operation)).Select(cell => (cell.Outcome, cell.Count));

    private static SortedDictionary<string, long> Sum(IEnumerable<(Errno Outcome, long Count)> cells) => new(
        cells.Where(cell => cell.Count > 0).GroupBy(cell => OutcomeName.Of(cell.Outcome))
            .ToDictionary(cell => cell.Key, cell => cell.Sum(one => one.Count)),
        StringComparer.Ordinal);
}
