using CsCheck;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.History;
using static FleetSim.Verification.Tests.History.Devices;

namespace FleetSim.Verification.Tests.History;

/// <summary>A history that was made from an order is accepted; with one thing changed in it, it is not.</summary>
/// <remarks>A failure prints its seed; <c>CsCheck_Seed</c> takes it back.</remarks>
public sealed class HistoryProperties
{
    private const int HistoriesTried = 400;

    public static TheoryData<string> Policies => [.. OwnershipPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Check_MadeFromAnOrder_IsLinearizable(string name)
    {
        var (policy, initial) = Start(name);

        RandomHistory.Steps.Sample(
            steps => Accepted(policy, initial, RandomHistory.Of(policy, initial, steps)), iter: HistoriesTried);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Check_MadeFromAnOrderWithoutVersions_IsLinearizable(string name)
    {
        var (policy, initial) = Start(name);

        RandomHistory.Steps.Sample(
            steps => Accepted(
                policy, initial, [.. RandomHistory.Of(policy, initial, steps).Select(Histories.WithoutVersion)]),
            iter: HistoriesTried);
    }

    /// <summary>Whether an operation without an answer happened nobody knows; that it may have must explain the
    /// rest.</summary>
    [Theory]
    [MemberData(nameof(Policies))]
    public void Check_SomeUnanswered_IsLinearizable(string name)
    {
        var (policy, initial) = Start(name);

        Gen.Select(RandomHistory.Steps, Gen.Int[2, 9], Gen.Bool).Sample(
            (steps, every, versions) =>
            {
                var operations = RandomHistory.Of(policy, initial, steps)
                    .Select((operation, i) => i % every == 0 ? Histories.WithoutAnswer(operation) : operation)
                    .Select(operation => versions ? operation : Histories.WithoutVersion(operation));
                Accepted(policy, initial, [.. operations]);
            },
            iter: HistoriesTried);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Check_AnAnswerChanged_IsNotLinearizable(string name)
    {
        var (policy, initial) = Start(name);

        Gen.Select(RandomHistory.Steps, Gen.Int[0, 1_000], Gen.Int[0, 3]).Sample(
            (steps, place, change) =>
            {
                var operations = RandomHistory.Of(policy, initial, steps);
                if (operations.Count == 0)
                {
                    return;
                }

                var wrong = place % operations.Count;
                operations[wrong] = operations[wrong] with { Reply = Changed(operations[wrong].Reply!.Value, change) };
                Refused(policy, initial, operations);
            },
            iter: HistoriesTried);
    }

    /// <summary>Without versions only the order in time is left: here nothing overlaps.</summary>
    [Theory]
    [MemberData(nameof(Policies))]
    public void Check_AnAnswerChangedInASequentialHistoryWithoutVersions_IsNotLinearizable(string name)
    {
        var (policy, initial) = Start(name);

        Gen.Select(RandomHistory.Steps, Gen.Int[0, 1_000], Gen.Int[0, 3]).Sample(
            (steps, place, change) =>
            {
                List<GroupOperation> operations =
                [
                    .. RandomHistory.Of(policy, initial, steps.Select(step => step with { Early = 0, Late = 0 }))
                        .Select(Histories.WithoutVersion),
                ];
                if (operations.Count == 0)
                {
                    return;
                }

                var wrong = place % operations.Count;
                operations[wrong] = operations[wrong] with { Reply = Changed(operations[wrong].Reply!.Value, change) };
                Refused(policy, initial, operations);
            },
            iter: HistoriesTried);
    }

    /// <summary>Something that changed the group is missing, and later answers tell that it happened.</summary>
    [Theory]
    [MemberData(nameof(Policies))]
    public void Check_AChangeDropped_IsNotLinearizable(string name)
    {
        var (policy, initial) = Start(name);

        Gen.Select(RandomHistory.Steps, Gen.Int[0, 1_000]).Sample(
            (steps, place) =>
            {
                var operations = RandomHistory.Of(policy, initial, steps);
                var changes = Changes(initial, operations);
                if (changes.Count < 2)
                {
                    return;
                }

                operations.RemoveAt(changes[place % (changes.Count - 1)]); // Never the last: nobody would miss it.
                Refused(policy, initial, operations);
            },
            iter: HistoriesTried);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Check_AChangeTwice_IsNotLinearizable(string name)
    {
        var (policy, initial) = Start(name);

        Gen.Select(RandomHistory.Steps, Gen.Int[0, 1_000]).Sample(
            (steps, place) =>
            {
                var operations = RandomHistory.Of(policy, initial, steps);
                var changes = Changes(initial, operations);
                if (changes.Count == 0)
                {
                    return;
                }

                operations.Add(operations[changes[place % changes.Count]] with { });
                Refused(policy, initial, operations);
            },
            iter: HistoriesTried);
    }

    private static (OwnershipPolicy Policy, GroupRecord Initial) Start(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        return (policy, Group(policy, 2));
    }

    /// <summary>Indices of what changed the group, each to the next version.</summary>
    /// <remarks>
    /// Without those that were granted with a warning: some policies answer a release that changes something and one
    /// that changes nothing alike, so that either may stand for the other.
    /// </remarks>
    private static List<int> Changes(GroupRecord initial, List<GroupOperation> operations)
    {
        var changes = new List<int>();
        var version = initial.Version;
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i].Version > version)
            {
                changes.Add(i);
                version = operations[i].Version;
            }
        }

        changes.RemoveAll(i => operations[i].Reply!.Value.Warned);
        return changes;
    }

    private static GroupReply Changed(GroupReply reply, int change) => change switch
    {
        0 => reply with { Errno = reply.Granted ? Errno.EPERM : Errno.None },
        1 => reply with { Errno = reply.Errno == Errno.EBUSY ? Errno.EINVAL : Errno.EBUSY },
        2 => reply with { Epoch = reply.Epoch + 1 },
        _ => reply with { Warned = !reply.Warned },
    };

    private static void Accepted(
        OwnershipPolicy policy, GroupRecord initial, IReadOnlyList<GroupOperation> operations) =>
        Assert.Empty(Histories.Check(policy, initial, operations).Problems.SelectMany(problem => problem.Window));

    private static void Refused(
        OwnershipPolicy policy, GroupRecord initial, IReadOnlyList<GroupOperation> operations) =>
        Assert.Single(Histories.Check(policy, initial, operations).Problems);
}
