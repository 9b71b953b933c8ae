using FleetSim.Load.Comparing;
using FleetSim.Load.Report;

namespace FleetSim.Cli.Comparing;

/// <summary>What a comparison says, in words.</summary>
internal static class DiffWords
{
    public static string Of(LineVerdict verdict) => verdict switch
    {
        LineVerdict.Equal => "equal",
        LineVerdict.Better => "better",
        LineVerdict.Regression => "regression",
        LineVerdict.TooNoisy => "too noisy to tell",
        _ => "not judged",
    };

    /// <summary>One sentence: the verdict and what is behind it.</summary>
    public static string Summary(ComparisonResult result)
    {
        var tolerance = Figures.Percent(result.Tolerance);
        return result.Verdict switch
        {
            LineVerdict.Regression => "regression: worse are "
                + string.Join(", ", Of(result, LineVerdict.Regression).Select(Name)),
            LineVerdict.Better => "better: " + string.Join(", ", Of(result, LineVerdict.Better).Select(Name))
                + $"; nothing is worse by more than {tolerance}",
            LineVerdict.TooNoisy => $"too noisy to tell: the runs differ more than the {tolerance} to be told",
            _ => $"equal: nothing is worse by more than {tolerance}",
        };
    }

    /// <summary>What more runs would do; empty when every line is told.</summary>
    public static string Advice(ComparisonResult result)
    {
        var untold = Of(result, LineVerdict.TooNoisy).ToArray();
        if (untold.Length == 0)
        {
            return "";
        }

        var enough = untold.All(line => line.RunsNeeded is not null)
            ? $"about {untold.Max(line => line.RunsNeeded)} runs of each"
            : $"many more runs than {Math.Max(result.BaseRuns, result.NewRuns)} of each, or a quieter machine,";
        return $"{untold.Length} of {result.Deciding.Count()} lines are too noisy to tell; {enough} would "
            + "tell more (run --repeat)";
    }

    public static string Name(ComparisonLine line) =>
        line.Subject.Length == 0 ? line.Figure : $"{line.Subject} {line.Figure}";

    private static IEnumerable<ComparisonLine> Of(ComparisonResult result, LineVerdict verdict) =>
        result.Deciding.Where(line => line.Verdict == verdict);
}
