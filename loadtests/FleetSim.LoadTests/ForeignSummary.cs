using FleetSim.Load.Report;
using FleetSim.Load.Results;
using FleetSim.Scenarios.Engines;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;

namespace FleetSim.LoadTests;

/// <summary>The end of a run on a load framework: its counts beside the grains', and the verdict.</summary>
internal static class ForeignSummary
{
    public static void Write(string engine, RunResult result, StepComparison comparison, TextWriter output)
    {
        foreach (var workload in comparison.Workloads)
        {
            WriteWorkload(engine, workload, result.Load.Workloads[workload.Workload], output);
        }

        foreach (var operation in comparison.Operations)
        {
            output.WriteLine($"{operation.Operation}: steps {Counts(operation.Steps)}");
            output.WriteLine($"  {operation.Counter}: {Counts(operation.Counted)}");
            output.WriteLine(operation.Agrees switch
            {
                true => "  they agree",
                false => "  they differ",
                null => $"  not compared: {operation.Doubt}",
            });
        }

        foreach (var finding in RunText.Findings(result))
        {
            output.WriteLine(finding);
        }

        WriteVerdict(engine, result, comparison, output);
    }

    private static void WriteWorkload(
        string engine, WorkloadAgreement counts, WorkloadResult measured, TextWriter output)
    {
        output.WriteLine($"{counts.Workload} ({counts.Operation}): {engine} {Counts(counts.Steps)}");
        if (!counts.Agrees)
        {
            output.WriteLine($"  the operations themselves were answered {Counts(counts.Answered)}");
        }

        output.WriteLine(
            $"  {Figures.Number(measured.RatePerSecond)}/s, without holds p50 "
            + $"{Figures.Duration(measured.Latency.P50)}, p99 {Figures.Duration(measured.Latency.P99)}, "
            + $"max {Figures.Duration(measured.Latency.Max)}");
    }

    private static void WriteVerdict(
        string engine, RunResult result, StepComparison comparison, TextWriter output)
    {
        foreach (var reason in RunText.Reasons(result))
        {
            output.WriteLine(reason);
        }

        if (!comparison.Agrees)
        {
            output.WriteLine($"because the counts of {engine} and those of the fleet differ");
        }

        output.WriteLine(result.Passed && comparison.Agrees ? "PASS" : "FAIL");
    }

    private static string Counts(IReadOnlyDictionary<string, long> counts) => counts.Count == 0
        ? "none"
        : string.Join(", ", counts.Select(count => $"{count.Key} {Figures.Count(count.Value)}"));
}
