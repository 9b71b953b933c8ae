using FleetSim.Contracts.Reports;
using FleetSim.Load.Results;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Engines;

/// <summary>What a load framework counted, beside what operations were answered, and what grains counted.</summary>
/// <param name="Workloads">By workload: the framework against the operations themselves.</param>
/// <param name="Operations">By operation, workloads of one kind together: the framework against the grains.</param>
public sealed record StepComparison(
    IReadOnlyList<WorkloadAgreement> Workloads, IReadOnlyList<OperationAgreement> Operations)
{
    /// <summary>Everything that can be compared is equal.</summary>
    public bool Agrees =>
        Workloads.All(workload => workload.Agrees) && Operations.All(operation => operation.Agrees != false);

    internal static StepComparison Of(
        Scenario scenario,
        bool hasBareHosts,
        IReadOnlyList<StepCount> steps,
        LoadResult load,
        FleetCounts counts) => new(
        [
            .. scenario.Workloads.Select(plan => new WorkloadAgreement(
                plan.Name,
                OperationName.Of(plan.Kind),
                Statuses(steps.Where(step => step.Workload == plan.Name && step.Step == OperationName.Of(plan.Kind))),
                load.Workloads[plan.Name].Outcomes)),
        ],
        [
            .. scenario.Workloads.Select(plan => OperationName.Of(plan.Kind)).Distinct()
                .Select(operation => Operation(
                    operation,
                    GrainCounter.Of(operation, scenario, hasBareHosts),
                    steps.Where(step => step.Step == operation),
                    load.Aborted,
                    counts)),
        ]);

    private static OperationAgreement Operation(
        string operation, GrainCounter counter, IEnumerable<StepCount> steps, bool aborted, FleetCounts counts) => new(
        operation,
        counter.Name,
        Statuses(steps.Where(step => counter.Statuses?.Contains(step.StatusCode) ?? true)),
        counter.Read(counts),
        aborted ? "the run was ended early, and operations that it cut off were answered before" : counter.Doubt);

    private static SortedDictionary<string, long> Statuses(IEnumerable<StepCount> steps) => new(
        steps.Where(step => step.Count > 0).GroupBy(step => step.StatusCode)
            .ToDictionary(status => status.Key, status => status.Sum(step => step.Count)),
        StringComparer.Ordinal);
}

/// <summary>One workload.</summary>
/// <param name="Steps">Count of each status code, as the framework tells it.</param>
/// <param name="Answered">Outcomes of the operations, as recorded beside the framework.</param>
public sealed record WorkloadAgreement(
    string Workload,
    string Operation,
    IReadOnlyDictionary<string, long> Steps,
    IReadOnlyDictionary<string, long> Answered)
{
    public bool Agrees => Equal(Steps, Answered);

    internal static bool Equal(IReadOnlyDictionary<string, long> one, IReadOnlyDictionary<string, long> other) =>
        one.Count == other.Count && one.All(pair => other.GetValueOrDefault(pair.Key) == pair.Value);
}

/// <summary>One operation, over all workloads that do it.</summary>
/// <param name="Counter">What the grains call it.</param>
/// <param name="Counted">By outcome, since the first measured operation.</param>
/// <param name="Doubt">Why the two cannot be compared; null when they can.</param>
public sealed record OperationAgreement(
    string Operation,
    string Counter,
    IReadOnlyDictionary<string, long> Steps,
    IReadOnlyDictionary<string, long> Counted,
    string? Doubt)
{
    /// <summary>Null when they cannot be compared.</summary>
    public bool? Agrees => Doubt is null ? WorkloadAgreement.Equal(Steps, Counted) : null;
}
