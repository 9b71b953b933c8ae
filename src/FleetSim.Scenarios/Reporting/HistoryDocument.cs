using FleetSim.Contracts;
using FleetSim.Verification.History;

namespace FleetSim.Scenarios.Reporting;

/// <summary>The check of the calls to groups.</summary>
/// <param name="Operations">Calls that were checked.</param>
/// <param name="Unanswered">Calls among them without an answer.</param>
/// <param name="Unrecorded">Calls after the recorder's limit, which were not checked.</param>
/// <param name="Groups">Groups that were called.</param>
/// <param name="Linearizable">Some order of the calls to each group explains every answer.</param>
public sealed record HistoryDocument(
    long Operations,
    long Unanswered,
    long Unrecorded,
    int Groups,
    bool Linearizable,
    IReadOnlyList<HistoryProblemDocument> Problems)
{
    internal static HistoryDocument Of(HistoryVerdict history) => new(
        history.Operations,
        history.Unanswered,
        history.Unrecorded,
        history.Groups,
        history.IsLinearizable,
        [.. history.Problems.Select(HistoryProblemDocument.Of)]);
}

/// <summary>A group whose history no order explains.</summary>
/// <param name="Group">Key of the group.</param>
/// <param name="Window">The smallest stretch found that shows it: the group before it, then a line an
/// operation.</param>
public sealed record HistoryProblemDocument(string Group, string Sentence, IReadOnlyList<string> Window)
{
    internal static HistoryProblemDocument Of(HistoryProblem problem) =>
        new(HostKey.Group(HostKey.Of(problem.Host), problem.Group), problem.Sentence, problem.Window);
}
