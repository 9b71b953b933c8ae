using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>What the hot path of a fleet leaves to the garbage collector.</summary>
public sealed class ClaimAllocationTests
{
    private static readonly OwnershipPolicy Mainline = OwnershipPolicies.Mainline;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void ClaimAndRelease_OfAGroupClaimedBefore_CopyItTwiceAndThreeTimes(int members)
    {
        var free = Mainline.ReleaseGroup(Mainline.ClaimGroup(OfSize(Mainline, members), X).Next, X).Next;
        var claimed = Mainline.ClaimGroup(free, Y).Next;

        var copy = Allocated(() => free with { Epoch = 9 });

        Assert.Equal(2 * copy, Allocated(() => Mainline.ClaimGroup(free, Y).Next));
        Assert.Equal(3 * copy, Allocated(() => Mainline.ReleaseGroup(claimed, Y).Next));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Orders_OfAGroupWithOneUnit_AreOneOrderAndNothingElse(int members)
    {
        var free = OfSize(Mainline, members);
        var claimed = Mainline.ClaimGroup(free, X).Next;

        var order = Allocated(() => ImmutableArray.Create(
            new UnitOrder("dmar0", new UnitCall(3, Domain.Blocking) { Type = claimed.Type })));

        Assert.Equal(order, Allocated(() => AttachmentOrders.Between(3, free, claimed)));
    }

    /// <summary>A call is a header of 56 bytes, copied when it gets its id, and an action with a cookie.</summary>
    [Fact]
    public void GroupCall_ClaimWithAnId_IsTwoHeadersAndAnAction() => Assert.Equal(
        56 + 56 + 24, Allocated(() => GroupCall.ClaimGroup(X) with { Id = new OperationId(7) }));

    /// <summary>Of the second call: the first may have to load what it needs.</summary>
    private static long Allocated<T>(Func<T> work)
    {
        var kept = work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        kept = work();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(kept);
        return bytes;
    }
}
