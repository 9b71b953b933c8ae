using System.Globalization;
using System.Text;
using FleetSim.Scenarios.Litmus;
using FleetSim.Verification.Exploration.Traces;

namespace FleetSim.Cli.Exploring;

/// <summary>An exploration as people read it: a timeline for everything that breaks, and the verdict.</summary>
internal static class ExplorationText
{
    public static string Of(TimedVerdict timed)
    {
        var verdict = timed.Verdict;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{verdict.Litmus.Name} under {verdict.Policy.Name}: ")
            .AppendLine(verdict.Litmus.About);
        foreach (var alike in verdict.Findings.GroupBy(finding => string.Join('\n', finding.Trace)))
        {
            Append(text, [.. alike], verdict);
        }

        text.AppendLine().AppendLine(Found(verdict)).Append(Figures(timed)).Append(Expectation(verdict));
        return text.ToString();
    }

    /// <summary>What breaks at the end of one and the same trace is told together.</summary>
    private static void Append(StringBuilder text, IReadOnlyList<Finding> alike, LitmusVerdict verdict)
    {
        text.AppendLine();
        foreach (var finding in alike)
        {
            var promise = finding.Guaranteed ? "guarantees it" : "does not guarantee it";
            text.AppendLine(
                $"{finding.Invariant.Id} is broken; {verdict.Policy.Name} {promise}. {finding.Invariant.Sentence}");
        }

        var trace = alike[0].Trace;
        for (var i = 0; i < trace.Length; i++)
        {
            Append(text, trace[i], i + 1, i == trace.Length - 1 ? alike : null);
        }
    }

    /// <summary>One line for the step, below it one for each turn and each group concerned.</summary>
    private static void Append(StringBuilder text, TraceStep step, int number, IReadOnlyList<Finding>? breaks)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"{number,4}  {step.Headline}");
        var names = breaks is null ? "" : string.Join(", ", breaks.Select(finding => finding.Invariant.Id));
        var marked = step.LastOfGroup >= 0 ? step.LastOfGroup : step.Turns.Length - 1;
        for (var i = 0; i < step.Turns.Length; i++)
        {
            var mark = breaks is not null && i == marked ? $"   <== breaks {names}" : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"        {step.Turns[i]}{mark}");
        }

        foreach (var group in step.Groups)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"      = {group}");
        }
    }

    private static string Found(LitmusVerdict verdict)
    {
        var broken = verdict.Findings.IsEmpty
            ? "no violation"
            : string.Join(", ", verdict.Findings.Select(finding => finding.Invariant.Id)) + " broken";
        return verdict switch
        {
            { Walks: { } walks } => string.Create(
                CultureInfo.InvariantCulture,
                $"{broken} in {walks.Walks:N0} walks of up to {verdict.Longest:N0} turns, seed {walks.Seed}; "
                + $"what other interleavings do is not known"),
            { Exhausted: true, Findings.IsEmpty: true } => $"{broken} in any interleaving",
            { Exhausted: true } => $"{broken}; every interleaving was tried",
            { Findings.IsEmpty: true } =>
                "unfinished: nothing is broken in the states that were reached, which proves nothing",
            _ => $"unfinished: {broken} in the states that were reached; there may be more",
        };
    }

    private static string Figures(TimedVerdict timed)
    {
        var verdict = timed.Verdict;
        var depth = verdict.Walks is null ? $", up to {verdict.Longest} steps deep" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{verdict.States:N0} states, {verdict.Turns:N0} turns{depth}; {timed.Took.TotalSeconds:0.00} s, "
            + $"{timed.StatesPerSecond:N0} states/s");
    }

    private static string Expectation(LitmusVerdict verdict)
    {
        var guarantees = verdict.BreaksGuarantee ? $"\nFAIL: {verdict.Policy.Name} broke what it guarantees" : "";
        if (verdict.Expected is not { } expected || verdict.IsUnfinished)
        {
            return guarantees;
        }

        var wanted = expected.IsEmpty ? "no violation" : string.Join(", ", expected);
        return guarantees + (verdict.AsExpected ? $"\nas expected: {wanted}" : $"\nFAIL: expected {wanted}");
    }
}
