namespace FleetSim.Verification.History;

/// <summary>What the check of a history found.</summary>
/// <param name="Operations">Calls that were checked.</param>
/// <param name="Unanswered">Calls among them without an answer: they may have happened or not.</param>
/// <param name="Unrecorded">Calls that came after the recorder's limit and were not checked.</param>
/// <param name="Groups">Groups that were called.</param>
/// <param name="Problems">By host and group; none for a history that is linearizable.</param>
public sealed record HistoryVerdict(
    long Operations, long Unanswered, long Unrecorded, int Groups, IReadOnlyList<HistoryProblem> Problems)
{
    /// <summary>Every group answered as if calls had come one after the other, each between its start and its
    /// end.</summary>
    public bool IsLinearizable => Problems.Count == 0;
}
