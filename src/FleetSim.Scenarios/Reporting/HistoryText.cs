using FleetSim.Load.Report;
using FleetSim.Verification.History;

namespace FleetSim.Scenarios.Reporting;

/// <summary>The verdict on a history in words.</summary>
public static class HistoryText
{
    /// <summary>Such as <c>412,093 operations of 3,210 groups, linearizable</c>.</summary>
    public static string Of(HistoryVerdict history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var first = history.Unrecorded == 0 ? "" : "the first ";
        var missing = history.Unrecorded == 0
            ? ""
            : $" ({Figures.Count(history.Unrecorded)} later ones were not recorded)";
        var unanswered = history.Unanswered == 0 ? "" : $", {Figures.Count(history.Unanswered)} without an answer";
        var verdict = history.IsLinearizable
            ? "linearizable"
            : $"{Figures.Count(history.Problems.Count)} not linearizable";
        return $"{first}{Figures.Count(history.Operations)} operations of {Figures.Count(history.Groups)} groups"
            + $"{missing}{unanswered}, {verdict}";
    }
}
