using FleetSim.Model.Ownership;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>
/// Every entry of the merged rules' main table, <c>reference/ownership.md</c> 4.2: state, answer, next state.
/// </summary>
public sealed class MainlineTableTests
{
    private static readonly OwnershipPolicy Policy = OwnershipPolicies.Mainline;

    [Theory]
    [InlineData("FREE", "0 K(1)")]
    [InlineData("FREE-P", "0 KP(1)")]
    [InlineData("K(1)", "0 K(2)")]
    [InlineData("K(2)", "0 K(3)")]
    [InlineData("KP(1)", "EBUSY KP(1)")]
    [InlineData("KP(2)", "EBUSY KP(2)")]
    [InlineData("UB(X,1)", "EBUSY UB(X,1)")]
    [InlineData("UB(X,2)", "EBUSY UB(X,2)")]
    [InlineData("UP(X,1)", "EBUSY UP(X,1)")]
    [InlineData("UP(X,2)", "EBUSY UP(X,2)")]
    [InlineData("FREE+pasid", "0 K(1)+pasid")]
    [InlineData("K(1)+pasid", "EBUSY K(1)+pasid")]
    [InlineData("KP(1)+pasid", "EBUSY KP(1)+pasid")]
    [InlineData("UB(X,1)+pasid", "EBUSY UB(X,1)+pasid")]
    public void Bind_OrdinaryDriver_UsesTheDefaultDomain(string state, string expected) =>
        Check(state, 4, group => Policy.Bind(group, Device(3), Ordinary), expected);

    [Theory]
    [InlineData("FREE")]
    [InlineData("FREE-P")]
    [InlineData("K(1)")]
    [InlineData("KP(1)")]
    [InlineData("UB(X,1)")]
    [InlineData("UP(X,2)")]
    [InlineData("K(1)+pasid")]
    public void Bind_DmaManagedDriver_BindsAndUnbindsInEveryStateAndChangesNone(string state)
    {
        var group = CookieStates.Make(Policy, state, 4);

        var bound = Policy.Bind(group, Device(3), VfioPci).Granted();
        var unbound = Policy.Unbind(bound, Device(3)).Granted();

        Assert.Equal(state, CookieStates.Name(bound));
        Assert.Equal(VfioPci, bound.Member(Device(3))!.Driver);
        Assert.Equal(state, CookieStates.Name(unbound));
        Assert.Null(unbound.Member(Device(3))!.Driver);
    }

    [Theory]
    [InlineData("K(1)", "0 FREE")]
    [InlineData("K(2)", "0 K(1)")]
    [InlineData("KP(1)", "0 FREE-P")]
    [InlineData("KP(2)", "0 KP(1)")]
    [InlineData("K(1)+pasid", "WARN K(1)+pasid")]
    [InlineData("K(2)+pasid", "WARN K(2)+pasid")]
    public void Unbind_OrdinaryDriver_ReturnsTheDefaultDomain(string state, string expected) =>
        Check(state, 4, group => Policy.Unbind(group, Device(0)), expected);

    [Theory]
    [InlineData("FREE", "WARN FREE")]
    [InlineData("FREE-P", "WARN FREE-P")]
    [InlineData("FREE+pasid", "WARN FREE+pasid")]
    public void Unbind_NeverCountedDriver_Warns(string state, string expected) =>
        Check(
            state,
            2,
            group => Policy.Unbind(group.WithMember(group.Members[1] with { Driver = Ordinary }), Device(1)),
            expected);

    [Theory]
    [InlineData("FREE", "0 UB(Y,1)")]
    [InlineData("FREE-P", "EBUSY FREE-P")]
    [InlineData("K(1)", "EPERM K(1)")]
    [InlineData("K(2)", "EPERM K(2)")]
    [InlineData("KP(1)", "EPERM KP(1)")]
    [InlineData("UB(X,1)", "EPERM UB(X,1)")]
    [InlineData("UB(X,2)", "EPERM UB(X,2)")]
    [InlineData("UP(X,1)", "EPERM UP(X,1)")]
    [InlineData("FREE+pasid", "EBUSY FREE+pasid")]
    [InlineData("FREE-P+pasid", "EBUSY FREE-P+pasid")]
    [InlineData("K(1)+pasid", "EPERM K(1)+pasid")]
    [InlineData("UB(X,1)+pasid", "EPERM UB(X,1)+pasid")]
    public void ClaimGroup_AnotherUser_IsGrantedToAFreeGroupOnly(string state, string expected) =>
        Check(state, 3, group => Policy.ClaimGroup(group, Y), expected);

    [Theory]
    [InlineData("FREE", "0 UB(X,1)")]
    [InlineData("UB(X,1)", "EPERM UB(X,1)")]
    [InlineData("UB(X,2)", "EPERM UB(X,2)")]
    [InlineData("UP(X,1)", "EPERM UP(X,1)")]
    [InlineData("UB(X,1)+pasid", "EPERM UB(X,1)+pasid")]
    public void ClaimGroup_TheSameUserAgain_IsEpermToo(string state, string expected) =>
        Check(state, 3, group => Policy.ClaimGroup(group, X), expected);

    [Theory]
    [InlineData("FREE", "0 UB(X,1)")]
    [InlineData("FREE-P", "EBUSY FREE-P")]
    [InlineData("K(1)", "EPERM K(1)")]
    [InlineData("KP(1)", "EPERM KP(1)")]
    [InlineData("UB(X,1)", "0 UB(X,2)")]
    [InlineData("UB(X,2)", "0 UB(X,3)")]
    [InlineData("UP(X,1)", "0 UP(X,2)")]
    [InlineData("FREE+pasid", "EBUSY FREE+pasid")]
    [InlineData("K(1)+pasid", "EPERM K(1)+pasid")]
    [InlineData("UB(X,1)+pasid", "0 UB(X,2)+pasid")]
    public void ClaimDevice_TheSameUser_Nests(string state, string expected) =>
        Check(state, 3, group => Policy.ClaimDevice(group, Device(2), X), expected);

    [Theory]
    [InlineData("FREE", "0 UB(Y,1)")]
    [InlineData("FREE-P", "EBUSY FREE-P")]
    [InlineData("K(1)", "EPERM K(1)")]
    [InlineData("KP(1)", "EPERM KP(1)")]
    [InlineData("UB(X,1)", "EPERM UB(X,1)")]
    [InlineData("UP(X,2)", "EPERM UP(X,2)")]
    [InlineData("UB(X,1)+pasid", "EPERM UB(X,1)+pasid")]
    public void ClaimDevice_AnotherUser_IsEperm(string state, string expected) =>
        Check(state, 3, group => Policy.ClaimDevice(group, Device(2), Y), expected);

    [Theory]
    [InlineData("FREE", "WARN FREE")]
    [InlineData("FREE-P", "WARN FREE-P")]
    [InlineData("K(1)", "WARN K(1)")]
    [InlineData("K(2)", "WARN K(2)")]
    [InlineData("KP(1)", "WARN KP(1)")]
    [InlineData("UB(X,1)", "0 FREE")]
    [InlineData("UB(X,2)", "0 FREE")]
    [InlineData("UP(X,1)", "0 FREE")]
    [InlineData("UP(X,2)", "0 FREE")]
    [InlineData("UB(X,1)+pasid", "WARN UB(X,1)+pasid")]
    [InlineData("UP(X,1)+pasid", "WARN UP(X,1)+pasid")]
    public void ReleaseGroup_DropsEveryClaimAtOnce(string state, string expected) =>
        Check(state, 3, group => Policy.ReleaseGroup(group, X), expected);

    [Theory]
    [InlineData("FREE", "WARN FREE")]
    [InlineData("FREE-P", "WARN FREE-P")]
    [InlineData("K(1)", "WARN K(1)")]
    [InlineData("K(2)", "0 K(1)")]
    [InlineData("KP(1)", "WARN KP(1)")]
    [InlineData("KP(2)", "0 KP(1)")]
    [InlineData("UB(X,1)", "0 FREE")]
    [InlineData("UB(X,2)", "0 UB(X,1)")]
    [InlineData("UP(X,1)", "0 FREE")]
    [InlineData("UP(X,2)", "0 UP(X,1)")]
    [InlineData("UB(X,1)+pasid", "WARN UB(X,1)+pasid")]
    [InlineData("UB(X,2)+pasid", "0 UB(X,1)+pasid")]
    public void ReleaseDevice_GivesOneClaimBack(string state, string expected) =>
        Check(state, 3, group => Policy.ReleaseDevice(group, Device(0), X), expected);

    [Theory]
    [InlineData("FREE", false)]
    [InlineData("FREE-P", false)]
    [InlineData("FREE+pasid", false)]
    [InlineData("K(1)", true)]
    [InlineData("KP(1)", true)]
    [InlineData("UB(X,1)", true)]
    [InlineData("UP(X,1)", true)]
    public void IsHeld_LooksAtTheCountOnly(string state, bool held) =>
        Assert.Equal(held, Policy.IsHeld(CookieStates.Make(Policy, state, 3)));

    [Theory]
    [InlineData("FREE", "0 FREE-P")]
    [InlineData("FREE-P", "EBUSY FREE-P")]
    [InlineData("K(1)", "0 KP(1)")]
    [InlineData("KP(1)", "EBUSY KP(1)")]
    [InlineData("UB(X,1)", "0 UP(X,1)")]
    [InlineData("UB(X,2)", "0 UP(X,2)")]
    [InlineData("UP(X,1)", "EBUSY UP(X,1)")]
    [InlineData("FREE+pasid", "0 FREE-P+pasid")]
    [InlineData("K(1)+pasid", "0 KP(1)+pasid")]
    public void AttachDevice_GroupOfOne_NeedsTheDefaultOrBlockingDomain(string state, string expected) =>
        Check(state, 1, group => Policy.AttachDevice(group, Device(0), P2), expected);

    [Theory]
    [InlineData("FREE")]
    [InlineData("FREE-P")]
    [InlineData("K(1)")]
    [InlineData("K(2)")]
    [InlineData("KP(1)")]
    [InlineData("UB(X,1)")]
    [InlineData("UP(X,1)")]
    [InlineData("K(1)+pasid")]
    public void AttachDevice_GroupOfTwo_IsEinval(string state) =>
        Check(state, 2, group => Policy.AttachDevice(group, Device(0), P2), $"EINVAL {state}");

    [Theory]
    [InlineData("FREE", "0 FREE-P")]
    [InlineData("FREE-P", "EBUSY FREE-P")]
    [InlineData("K(1)", "0 KP(1)")]
    [InlineData("K(3)", "0 KP(3)")]
    [InlineData("KP(1)", "EBUSY KP(1)")]
    [InlineData("UB(X,2)", "0 UP(X,2)")]
    [InlineData("UP(X,1)", "EBUSY UP(X,1)")]
    [InlineData("K(1)+pasid", "0 KP(1)+pasid")]
    [InlineData("UB(X,1)+pasid", "0 UP(X,1)+pasid")]
    public void AttachGroup_AnySize_NeedsTheDefaultOrBlockingDomain(string state, string expected) =>
        Check(state, 3, group => Policy.AttachGroup(group, null, X, PrivateOf(X)), expected);

    [Theory]
    [InlineData("FREE", "WARN FREE")]
    [InlineData("FREE-P", "0 FREE")]
    [InlineData("K(1)", "WARN K(1)")]
    [InlineData("KP(1)", "0 K(1)")]
    [InlineData("UB(X,1)", "WARN UB(X,1)")]
    [InlineData("KP(1)+pasid", "0 K(1)+pasid")]
    public void DetachDevice_GroupOfOne_NeedsTheCurrentDomain(string state, string expected) =>
        Check(state, 1, group => Policy.DetachDevice(group, Device(0), P), expected);

    [Theory]
    [InlineData("UP(X,1)", "0 UB(X,1)")]
    [InlineData("UP(X,2)", "0 UB(X,2)")]
    public void DetachDevice_OwnedGroupOfOne_GoesBackToBlocking(string state, string expected) =>
        Check(state, 1, group => Policy.DetachDevice(group, Device(0), PrivateOf(X)), expected);

    [Fact]
    public void DetachDevice_AnotherDomainThanTheCurrentOne_Warns() =>
        Check("KP(1)", 1, group => Policy.DetachDevice(group, Device(0), P2), "WARN KP(1)");

    [Theory]
    [InlineData("FREE")]
    [InlineData("FREE-P")]
    [InlineData("K(1)")]
    [InlineData("KP(1)")]
    [InlineData("KP(2)")]
    [InlineData("UB(X,1)")]
    [InlineData("UP(X,1)")]
    [InlineData("KP(1)+pasid")]
    public void DetachDevice_GroupOfTwo_WarnsInEveryState(string state) =>
        Check(state, 2, group => Policy.DetachDevice(group, Device(0), group.Domain), $"WARN {state}");

    [Theory]
    [InlineData("FREE", "0 FREE")]
    [InlineData("FREE-P", "0 FREE")]
    [InlineData("K(1)", "0 K(1)")]
    [InlineData("K(2)", "0 K(2)")]
    [InlineData("KP(1)", "0 K(1)")]
    [InlineData("KP(2)", "0 K(2)")]
    [InlineData("UB(X,2)", "0 UB(X,2)")]
    [InlineData("UP(X,2)", "0 UB(X,2)")]
    [InlineData("KP(1)+pasid", "0 K(1)+pasid")]
    public void DetachGroup_GoesBackToWhatTheOwnerDecides(string state, string expected) =>
        Check(state, 3, group => Policy.DetachGroup(group, null, X), expected);

    private static void Check(string state, int size, Func<GroupState, Verdict> operation, string expected)
    {
        var group = CookieStates.Make(Policy, state, size);

        var verdict = operation(group);

        Assert.Equal(expected, Outcome(verdict, CookieStates.Name));
        if (!verdict.Granted)
        {
            Assert.Equal(group, verdict.Next with { BlockingAllocated = group.BlockingAllocated });
        }
    }
}
