using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>The holes of <c>reference/ownership.md</c> 4.9 under the policy that closes them.</summary>
public sealed class StrictPolicyTests
{
    private static readonly OwnershipPolicy Policy = OwnershipPolicies.Find("strict")!;

    [Fact]
    public void AttachGroup_TwoKernelDrivers_IsEbusy() // H-1
    {
        var group = CookieStates.Make(Policy, "K(2)", 2);

        var verdict = Policy.AttachGroup(group, Device(0), OwnerCookie.None, P);

        Assert.Equal(Verdict.Refused(group, Errno.EBUSY), verdict);
    }

    [Fact]
    public void Attach_WithoutAClaim_IsEbusy() // H-2
    {
        var group = Policy.Bind(OfSize(Policy, 1), Device(0), Stub).Granted();

        Assert.Equal(Verdict.Refused(group, Errno.EBUSY), Policy.AttachDevice(group, Device(0), P));
        Assert.Equal(Verdict.Refused(group, Errno.EBUSY), Policy.AttachGroup(group, Device(0), OwnerCookie.None, P));
    }

    [Fact]
    public void AttachGroup_DmaManagedDriverBesideAKernelDriver_IsEbusy()
    {
        var group = CookieStates.Make(Policy, "K(1)", 2);
        group = Policy.Bind(group, Device(1), Stub).Granted();

        Assert.Equal(
            Verdict.Refused(group, Errno.EBUSY), Policy.AttachGroup(group, Device(1), OwnerCookie.None, P));
    }

    [Fact]
    public void AttachGroup_TheOnlyKernelDriver_IsGrantedAndItsSiblingCannotBind()
    {
        var attached = CookieStates.Make(Policy, "KP(1)", 2);

        Assert.Equal("EBUSY KP(1)", Outcome(Policy.Bind(attached, Device(1), Ordinary), CookieStates.Name));
    }

    [Fact]
    public void DetachDevice_AfterHotAdd_GivesTheDefaultDomainBack() // H-3
    {
        var group = Policy.Join(CookieStates.Make(Policy, "KP(1)", 1), Member(1)).Granted();

        Assert.Equal("0 K(1)", Outcome(Policy.DetachDevice(group, Device(0), P), CookieStates.Name));
        Assert.Equal(Verdict.Warning(group), Policy.DetachDevice(group, Device(1), P));
        Assert.Equal(Verdict.Warning(group), Policy.DetachDevice(group, Device(0), P2));
    }

    [Fact]
    public void Unbind_PrivateDomainLeftBehind_WarnsAndDetachesIt()
    {
        var group = CookieStates.Make(Policy, "KP(1)", 2);

        Assert.Equal("WARN FREE", Outcome(Policy.Unbind(group, Device(0)), CookieStates.Name));
    }

    [Fact]
    public void Release_ByAStranger_Warns() // H-5
    {
        var byDevice = CookieStates.Make(Policy, "UB(X,1)", 2);
        var byGroup = Policy.ClaimGroup(OfSize(Policy, 2), X).Granted();

        Assert.Equal(Verdict.Warning(byDevice), Policy.ReleaseDevice(byDevice, Device(0), Y));
        Assert.Equal(Verdict.Warning(byDevice), Policy.ReleaseDevice(byDevice, Device(1), X));
        Assert.Equal(Verdict.Warning(byDevice), Policy.ReleaseGroup(byDevice, X));
        Assert.Equal(Verdict.Warning(byGroup), Policy.ReleaseGroup(byGroup, Y));
        Assert.Equal("0 FREE", Outcome(Policy.ReleaseGroup(byGroup, X), CookieStates.Name));
    }

    [Fact]
    public void AttachGroup_AnotherUserThanTheOwner_IsEbusy()
    {
        var group = CookieStates.Make(Policy, "UB(X,1)", 2);

        Assert.Equal(Verdict.Refused(group, Errno.EBUSY), Policy.AttachGroup(group, null, Y, PrivateOf(Y)));
        Assert.Equal("0 UP(X,1)", Outcome(Policy.AttachGroup(group, null, X, PrivateOf(X)), CookieStates.Name));
    }
}
