using FleetSim.Scenarios.Engines;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;

namespace FleetSim.LoadTests;

/// <summary>A run on a load framework as scripts read it.</summary>
/// <param name="Engine">The framework, with its version.</param>
/// <param name="Verdict"><c>pass</c> when the run passed and all counts agree; else <c>fail</c>.</param>
/// <param name="CountsAgree">What the framework, the operations and the grains counted is the same.</param>
/// <param name="Workloads">The framework's steps by status code, beside what operations were answered.</param>
/// <param name="Operations">The framework's steps by status code, beside the grains' own counters.</param>
/// <param name="Run">What <c>fleetsim run --json</c> writes; latencies without the time of holds.</param>
public sealed record ForeignDocument(
    string Engine,
    string Verdict,
    bool CountsAgree,
    IReadOnlyList<WorkloadAgreement> Workloads,
    IReadOnlyList<OperationAgreement> Operations,
    RunDocument Run)
{
    public static ForeignDocument Of(string engine, StepComparison comparison, RunResult result)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(result);
        return new ForeignDocument(
            engine,
            result.Passed && comparison.Agrees ? "pass" : "fail",
            comparison.Agrees,
            comparison.Workloads,
            comparison.Operations,
            RunDocument.Of(result));
    }
}
