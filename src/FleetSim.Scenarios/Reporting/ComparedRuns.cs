using FleetSim.Load.Comparing;
using FleetSim.Load.Models;
using FleetSim.Model;

namespace FleetSim.Scenarios.Reporting;

/// <summary>What of a result document is compared.</summary>
internal static class ComparedRuns
{
    /// <exception cref="InputException">Something is missing in the document.</exception>
    public static ComparedRun Of(RunDocument run) => new()
    {
        Workloads = run.Measurements.ToDictionary(pair => pair.Key, pair => Of(run, pair.Key, pair.Value)),
        Processor = run.Processor is { } processor
            ? new ComparedProcessor(
                processor.Seconds, processor.BusyShare, processor.OthersShare, processor.Blocks)
            : null,
        Events = Events(run),
    };

    private static ComparedWorkload Of(RunDocument run, string name, MeasurementDocument measured)
    {
        if (measured is null || !run.Latency.TryGetValue(name, out var latency) || latency is null)
        {
            throw new InputException($"has no latency of {name}");
        }

        return new ComparedWorkload(
            measured.Load switch
            {
                "open" => LoadKind.Open,
                "closed" => LoadKind.Closed,
                MeasurementDocument.Step => null,
                _ => throw new InputException($"{name} has a load that is neither open, closed nor a step"),
            },
            measured.Operations,
            measured.Rate,
            measured.Late,
            measured.Unsent,
            Of(latency),
            Of(measured.Service),
            measured.Blocks);
    }

    private static ComparedLatency Of(LatencyDocument latency) => new(latency.P50, latency.P99, latency.P999);

    private static Dictionary<string, ComparedEvent> Events(RunDocument run)
    {
        var missed = run.Thresholds.Count(threshold => threshold is { Met: false });
        var events = new Dictionary<string, ComparedEvent>
        {
            ["violations"] = new(run.Violations),
            ["holes"] = new(run.Holes, Decides: false),
            ["panics"] = new(run.Panics),
            ["warnings"] = new(run.Warnings, Decides: false),
            ["thresholds missed"] = new(missed, Decides: false),
            ["rules broken"] = new(Math.Max(0, run.Reasons.Count - missed)),
        };
        foreach (var (name, measured) in run.Measurements)
        {
            events[$"failures of {name}"] = new(measured.Failures);
        }

        return events;
    }
}
