using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.History;

namespace FleetSim.Verification.Tests.History;

/// <summary>Histories of one group, number 7 of host 3, with stamps in milliseconds.</summary>
internal static class Histories
{
    public static HistoryVerdict Check(
        OwnershipPolicy policy, GroupRecord initial, params IReadOnlyList<GroupOperation> operations) =>
        new HistoryChecker(policy, (_, _) => initial).Check(Recorded(new GroupHistory(3, 7, operations)));

    public static RecordedHistory Recorded(params IReadOnlyList<GroupHistory> groups) =>
        new(groups, Unrecorded: 0, new HistoryClock(Origin: 0, Frequency: 1_000));

    /// <summary>The answer without what tells the order.</summary>
    public static GroupOperation WithoutVersion(GroupOperation operation) =>
        operation with { Reply = operation.Reply is { } reply ? reply with { Version = 0 } : null };

    public static GroupOperation WithoutAnswer(GroupOperation operation) =>
        operation with { End = long.MaxValue, Reply = null };
}
