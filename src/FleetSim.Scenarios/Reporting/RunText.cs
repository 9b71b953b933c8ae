using FleetSim.Load.Report;
using FleetSim.Load.Results;
using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Reporting;

/// <summary>The end of a run in lines of text, whoever drove its load.</summary>
public static class RunText
{
    private const int ReasonsMax = 10;

    /// <summary>What was found, and a line for each threshold.</summary>
    public static IEnumerable<string> Findings(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        yield return $"violations {Figures.Count(result.Violations)}, holes {Figures.Count(result.Holes)}, "
            + $"panics {Figures.Count(result.Panics)}, kernel warnings {Figures.Count(result.Warnings)}";
        if (result.Translation is { } translation)
        {
            yield return TranslationText.Of(translation, result.Load);
        }

        if (result.History is { } history)
        {
            yield return $"history: {HistoryText.Of(history)}";
        }

        if (result.Audit is { } audit)
        {
            yield return $"audit: {Figures.Count(audit.Hosts)} hosts, {Figures.Count(audit.Problems.Count)} problems";
        }

        yield return $"active grains: {Figures.Count(result.Active.Hosts)} of hosts, "
            + $"{Figures.Count(result.Active.Groups)} of groups, {Figures.Count(result.Active.Devices)} of devices";
        if (result.Load.Memory is { } memory)
        {
            yield return $"memory: {Of(memory)}";
        }

        foreach (var threshold in result.Thresholds)
        {
            yield return $"threshold {threshold.Expression}: {(threshold.Met ? "met" : "missed")} "
                + $"({Figures.Measured(threshold)})";
        }
    }

    /// <summary>The reasons why a run failed, the first ten of them.</summary>
    public static IEnumerable<string> Reasons(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Reasons.Take(ReasonsMax).Select(reason => $"because {reason}");
    }

    private static string Of(MemoryResult memory) =>
        $"heap {Figures.Bytes(memory.Managed[^1])}, resident {Figures.Bytes(memory.Resident[^1])}"
        + (memory is { LiveBefore: { } before, LiveAfter: { } after, Growth: { } growth }
            ? $", live {Figures.Bytes(before)} -> {Figures.Bytes(after)} (growth {Figures.Percent(growth)})"
            : "");
}
