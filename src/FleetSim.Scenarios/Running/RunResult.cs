using FleetSim.Contracts;
using FleetSim.Contracts.Reports;
using FleetSim.Fleets.Audit;
using FleetSim.Load.Results;
using FleetSim.Load.Thresholds;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Workloads;
using FleetSim.Verification.History;
using FleetSim.Verification.Invariants;

namespace FleetSim.Scenarios.Running;

/// <summary>All that a run of a scenario found out.</summary>
public sealed record RunResult
{
    public required Scenario Scenario { get; init; }

    public required OwnershipPolicy Policy { get; init; }

    public required LoadResult Load { get; init; }

    /// <summary>What it ran on; null in a simulated time, where that changes nothing.</summary>
    public RunMachine? Machine { get; init; }

    /// <summary>How often each isolation invariant began to be broken; empty when they were not evaluated.</summary>
    public required IReadOnlyList<InvariantCount> Broken { get; init; }

    /// <summary>Refusals of hosts, devices and groups, by errno, over the whole run.</summary>
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    public required long Panics { get; init; }

    public required long Warnings { get; init; }

    /// <summary>What was up after the load: grains, or without grains the parts of hosts, which come up as a
    /// whole.</summary>
    public ActiveCounts Active { get; init; }

    /// <summary>The requests that devices sent; null when none did.</summary>
    public TranslationSummary? Translation { get; init; }

    /// <summary>What the units counted of them.</summary>
    public RequestCounts? Counted { get; init; }

    /// <summary>Null when the scenario wants none.</summary>
    public required HistoryVerdict? History { get; init; }

    /// <summary>Null when the scenario wants none.</summary>
    public required AuditResult? Audit { get; init; }

    public required IReadOnlyList<ThresholdResult> Thresholds { get; init; }

    public required IReadOnlyList<string> BrokenBookkeeping { get; init; }

    public required IReadOnlyList<string> Incidents { get; init; }

    /// <summary>Workloads that did not put on the load that was planned, one sentence each: the machine was at its
    /// limit, and the figures are those of another load.</summary>
    public IReadOnlyList<string> Shortfalls => Shortfall.Of(Load);

    /// <summary>The threshold that ended the run, in a sentence; null when none did.</summary>
    public string? EndedBecause { get; init; }

    /// <summary>Times an invariant that mainline guarantees was broken, under whichever policy.</summary>
    public long Violations => Total(IsolationInvariants.Mainline);

    /// <summary>Times an invariant that only <c>strict</c> guarantees was broken.</summary>
    public long Holes => Total(IsolationInvariants.Holes);

    /// <summary>Why the run failed because of its policy, or because of the program: one sentence each.</summary>
    public IReadOnlyList<string> BrokenGuarantees => [.. BrokenRules, .. BadAnswers];

    /// <summary>Rules that do not hold, however much load there is.</summary>
    public IReadOnlyList<string> BrokenRules =>
    [
        .. Broken.Where(broken => Policy.Guarantees.HasFlag(broken.Invariant)).Select(broken =>
            $"{Policy.Name} guarantees {IdOf(broken.Invariant)}, which was broken {broken.Count} times"),
        .. BrokenBookkeeping,
        .. TranslationChecks.Of(Translation, Counted),
        .. History?.Problems.Select(problem =>
            $"{HostKey.Group(HostKey.Of(problem.Host), problem.Group)} {problem.Sentence}") ?? [],
        .. Audit?.Problems ?? [],
    ];

    /// <summary>Operations with an answer that is not allowed, or without one in time.</summary>
    private IReadOnlyList<string> BadAnswers =>
    [
        .. Load.Workloads.Concat(Load.Steps).Where(workload => workload.Value.Failures > 0).Select(workload =>
            $"{workload.Key} had {workload.Value.Failures} answers that {Policy.Name} does not allow, or none"),
        .. Load.Workloads.Concat(Load.Steps).Where(workload => workload.Value.WarmupFailures > 0).Select(workload =>
            $"{workload.Key} had {workload.Value.WarmupFailures} such answers in the warm-up"),
    ];

    /// <summary>Everything that makes the run fail; empty for a run that passed.</summary>
    public IReadOnlyList<string> Reasons =>
    [
        .. BrokenGuarantees,
        .. Thresholds
            .Where(threshold => !threshold.Met).Select(threshold => $"the threshold {threshold.Expression} was missed"),
        .. Load.Aborted ? new[] { EndedBecause ?? "the run was ended early" } : [],
    ];

    public bool Passed => Reasons.Count == 0;

    private static string IdOf(IsolationInvariants invariant) =>
        InvariantCatalogue.Get(invariant).Id;

    private long Total(IsolationInvariants among) =>
        Broken.Where(broken => among.HasFlag(broken.Invariant)).Sum(broken => broken.Count);
}
