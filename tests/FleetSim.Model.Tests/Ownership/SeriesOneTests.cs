using System.Globalization;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Ownership.Policies;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>
/// Variant B and its alternatives: <c>reference/ownership.md</c> 3.2 to 3.5. States are named N, K(n), P(1), U(X,n); a
/// suffix tells a domain that the state does not imply: ~P for a kernel's private one, ~PX for one of the user, ~D for
/// the default one.
/// </summary>
public sealed class SeriesOneTests
{
    private static readonly OwnershipPolicy EnumV1 = OwnershipPolicies.Find("enum-v1")!;
    private static readonly OwnershipPolicy Tag = OwnershipPolicies.Find("tag")!;
    private static readonly OwnershipPolicy UserDomain = OwnershipPolicies.Find("user-domain")!;
    private static readonly OwnershipPolicy PrivateDomain = OwnershipPolicies.Find("private-domain")!;

    public static TheoryData<string> VersionOneRules => new("enum-v1", "tag", "user-domain");

    public static TheoryData<string> AllRules => new("enum-v1", "tag", "user-domain", "private-domain");

    // 3.2, 3.4: set(KERNEL), which is a bind.

    [Theory]
    [InlineData("N", "0 K(1)")]
    [InlineData("K(1)", "0 K(2)")]
    [InlineData("K(2)", "0 K(3)")]
    [InlineData("K(1)~P", "0 K(2)~P")]
    [InlineData("U(X,1)", "EBUSY U(X,1)")]
    [InlineData("U(X,2)~PX", "EBUSY U(X,2)~PX")]
    public void Bind_VersionOne_KernelDriversAlwaysShare(string state, string expected) =>
        CheckVersionOne(state, (policy, group) => policy.Bind(group, Device(3), Ordinary), expected);

    [Theory]
    [InlineData("N", "0 U(X,1)")]
    [InlineData("N~P", "EBUSY N~P")]
    [InlineData("K(1)", "EBUSY K(1)")]
    [InlineData("K(2)~P", "EBUSY K(2)~P")]
    [InlineData("U(X,1)", "0 U(X,2)")]
    [InlineData("U(X,1)~PX", "0 U(X,2)~PX")]
    public void Claim_VersionOneSameFile_Nests(string state, string expected)
    {
        CheckVersionOne(state, (policy, group) => policy.ClaimGroup(group, X), expected);
        CheckVersionOne(state, (policy, group) => policy.ClaimDevice(group, Device(3), X), expected);
    }

    [Theory]
    [InlineData("N", "0 U(Y,1)")]
    [InlineData("K(1)", "EBUSY K(1)")]
    [InlineData("U(X,1)", "EPERM U(X,1)")]
    [InlineData("U(X,2)~PX", "EPERM U(X,2)~PX")]
    public void Claim_VersionOneDifferentFile_IsEperm(string state, string expected) =>
        CheckVersionOne(state, (policy, group) => policy.ClaimGroup(group, Y), expected);

    [Theory]
    [InlineData("N", "EINVAL N")]
    [InlineData("N~P", "EINVAL N~P")]
    [InlineData("K(1)", "EBUSY K(1)")]
    [InlineData("U(X,1)", "EINVAL U(X,1)")]
    public void Claim_EnumWithoutAFile_IsEinvalAfterTheTypeConflict(string state, string expected) =>
        Check(EnumV1, state, (policy, group) => policy.ClaimGroup(group, OwnerCookie.None), expected);

    [Theory]
    [InlineData("N", "EINVAL N")]
    [InlineData("U(X,1)", "EINVAL U(X,1)")]
    public void Claim_TagOfTheKernelOrOfNobody_IsNotAUsers(string state, string expected)
    {
        Check(Tag, state, (policy, group) => policy.ClaimGroup(group, OwnerCookie.None), expected);
        Check(Tag, state, (policy, group) => policy.ClaimGroup(group, TagPolicy.KernelTag), expected);
    }

    [Theory]
    [InlineData("K(1)", "0 N")]
    [InlineData("K(2)", "0 K(1)")]
    [InlineData("K(1)~P", "0 N~P")]
    public void Unbind_VersionOne_GivesOneBack(string state, string expected) =>
        CheckVersionOne(state, (policy, group) => policy.Unbind(group, Device(0)), expected);

    [Theory]
    [InlineData("N")]
    [InlineData("U(X,1)")]
    [InlineData("U(X,2)")]
    public void Unbind_VersionOneNeverCounted_Warns(string state) =>
        CheckVersionOne(
            state,
            (policy, group) => policy.Unbind(
                group.WithMember(group.Members[3] with { Driver = Ordinary }), Device(3)),
            $"WARN {state}");

    [Theory]
    [InlineData("N", "WARN N")]
    [InlineData("K(1)", "WARN K(1)")]
    [InlineData("K(2)", "WARN K(2)")]
    [InlineData("U(X,1)", "0 N")]
    [InlineData("U(X,2)", "0 U(X,1)")]
    [InlineData("U(X,2)~PX", "0 U(X,1)~PX")]
    [InlineData("U(X,1)~PX", "WARN N~PX")]
    public void Release_VersionOne_GivesOneBackAndExpectsTheDomainGone(string state, string expected)
    {
        CheckVersionOne(state, (policy, group) => policy.ReleaseDevice(group, Device(0), X), expected);
        CheckVersionOne(state, (policy, group) => policy.ReleaseGroup(group, X), expected);
    }

    [Theory]
    [MemberData(nameof(AllRules))]
    public void ClaimDevice_NotAMember_IsEnodev(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        var group = OfSize(policy, 1);

        Assert.Equal(Verdict.Refused(group, Errno.ENODEV), policy.ClaimDevice(group, Device(9), X));
    }

    // 3.3: side rules.

    [Theory]
    [MemberData(nameof(AllRules))]
    public void Bind_DriverWithTheSuppressFlag_ClaimsNothing(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;

        foreach (var state in new[] { "N", "K(1)", "U(X,1)" })
        {
            var bound = policy.Bind(Make(policy, state), Device(3), VfioPci).Granted();

            Assert.Equal(state, Name(policy, bound));
            Assert.Equal(state, Name(policy, policy.Unbind(bound, Device(3)).Granted()));
        }
    }

    [Theory]
    [InlineData("N", "0 N~P")]
    [InlineData("N~P", "EBUSY N~P")]
    [InlineData("K(1)", "0 K(1)~P")]
    [InlineData("K(2)", "0 K(2)~P")]
    [InlineData("K(1)~P", "EBUSY K(1)~P")]
    public void AttachGroup_VersionOneKernelCaller_NeedsNoDomainOrTheDefaultOne(string state, string expected) =>
        CheckVersionOne(state, (policy, group) => policy.AttachGroup(group, Device(0), OwnerCookie.None, P), expected);

    [Theory]
    [InlineData("U(X,1)", "0 U(X,1)~PX")]
    [InlineData("U(X,2)~PX", "EBUSY U(X,2)~PX")]
    public void AttachGroup_Owner_NeedsTheDomainDetachedBefore(string state, string expected)
    {
        foreach (var policy in new[] { EnumV1, Tag, UserDomain, PrivateDomain })
        {
            Check(policy, state, (p, group) => p.AttachGroup(group, null, X, PrivateOf(X)), expected);
        }
    }

    [Theory]
    [InlineData("N", "0 N")]
    [InlineData("N~P", "0 N")]
    [InlineData("K(2)~P", "0 K(2)")]
    [InlineData("U(X,1)~PX", "0 U(X,1)")]
    public void DetachGroup_VersionOne_UsersAreLeftWithNothing(string state, string expected) =>
        CheckVersionOne(state, (policy, group) => policy.DetachGroup(group, null, X), expected);

    [Theory]
    [MemberData(nameof(VersionOneRules))]
    public void AttachAndDetachDevice_StillHaveTheSizeTest(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        var two = OfSize(policy, 2);
        var one = OfSize(policy, 1);

        var attached = policy.AttachDevice(one, Device(0), P).Granted();
        var grown = policy.Join(attached, Member(1)).Granted();

        Assert.Equal(Verdict.Refused(two, Errno.EINVAL), policy.AttachDevice(two, Device(0), P));
        Assert.Equal(Verdict.Refused(two, Errno.ENODEV), policy.AttachDevice(two, Device(9), P));
        Assert.Equal("0 N", Outcome(policy.DetachDevice(attached, Device(0), P), group => Name(policy, group)));
        Assert.Equal(Verdict.Warning(grown), policy.DetachDevice(grown, Device(0), P));
    }

    [Theory]
    [InlineData("N", "default")]
    [InlineData("K(1)", "default")]
    [InlineData("U(X,1)", "none")]
    [InlineData("U(X,1)~PX", "private-3(user-a)")]
    public void Join_NewcomerIsOnTheDefaultDomainUnlessAUserOwns(string state, string domain)
    {
        foreach (var policy in new[] { EnumV1, Tag, UserDomain, PrivateDomain })
        {
            var joined = policy.Join(Make(policy, state), Member(8)).Granted();

            Assert.Equal(domain, joined.AttachmentOf(RidOf(8)).ToString());
        }
    }

    [Theory]
    [MemberData(nameof(AllRules))]
    public void Join_KernelDriversPrivateDomain_SplitsTheGroup(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        var bound = policy.Bind(OfSize(policy, 1), Device(0), Ordinary).Granted();
        var attached = policy.AttachDevice(bound, Device(0), P).Granted();

        var joined = policy.Join(attached, Member(1)).Granted();

        Assert.Equal((P, Domain.Default), (joined.AttachmentOf(RidOf(0)), joined.AttachmentOf(RidOf(1))));
    }

    // 3.5: the draft of 18 November.

    [Theory]
    [InlineData("N", "0 K(1)")]
    [InlineData("K(1)", "0 K(2)")]
    [InlineData("K(2)", "0 K(3)")]
    [InlineData("P(1)", "EBUSY P(1)")]
    [InlineData("U(X,1)", "EBUSY U(X,1)")]
    public void Bind_Draft_PrivateDomainSharesWithNobody(string state, string expected) =>
        Check(PrivateDomain, state, (policy, group) => policy.Bind(group, Device(3), Ordinary), expected);

    [Theory]
    [InlineData("N", "EBUSY N")]
    [InlineData("K(1)", "0 P(1)")]
    [InlineData("K(2)", "EBUSY K(2)")]
    [InlineData("P(1)", "EBUSY P(1)")]
    [InlineData("U(X,1)", "EBUSY U(X,1)")]
    public void Attach_Draft_NeedsTheDriverToBeAloneWhateverTheSize(string state, string expected)
    {
        Check(PrivateDomain, state, (policy, group) => policy.AttachDevice(group, Device(0), P), expected);
    }

    [Fact]
    public void Attach_DraftDmaManagedDriver_HoldsNothingToTurnPrivate()
    {
        var group = PrivateDomain.Bind(Make(PrivateDomain, "K(1)"), Device(1), Stub).Granted();

        Assert.Equal(Verdict.Refused(group, Errno.EBUSY), PrivateDomain.AttachDevice(group, Device(1), P));
        Assert.Equal(
            Verdict.Refused(group, Errno.EBUSY), PrivateDomain.AttachGroup(group, Device(1), OwnerCookie.None, P));
    }

    [Theory]
    [InlineData("N", "WARN N")]
    [InlineData("K(1)", "WARN K(1)")]
    [InlineData("P(1)", "0 K(1)")]
    [InlineData("U(X,1)", "WARN U(X,1)")]
    public void DetachDevice_Draft_SharesAgain(string state, string expected) =>
        Check(PrivateDomain, state, (policy, group) => policy.DetachDevice(group, Device(0), P), expected);

    [Theory]
    [InlineData("N", "0 U(X,1)", "0 U(Y,1)")]
    [InlineData("K(1)", "EBUSY K(1)", "EBUSY K(1)")]
    [InlineData("K(2)", "EBUSY K(2)", "EBUSY K(2)")]
    [InlineData("P(1)", "EBUSY P(1)", "EBUSY P(1)")]
    [InlineData("U(X,1)", "0 U(X,2)", "EBUSY U(X,1)")]
    [InlineData("U(X,2)", "0 U(X,3)", "EBUSY U(X,2)")]
    public void Claim_Draft_SameCookieNestsAnyOtherIsEbusy(string state, string same, string other)
    {
        Check(PrivateDomain, state, (policy, group) => policy.ClaimDevice(group, Device(0), X), same);
        Check(PrivateDomain, state, (policy, group) => policy.ClaimDevice(group, Device(0), Y), other);
    }

    [Theory]
    [InlineData("N", "WARN N")]
    [InlineData("K(1)", "WARN K(1)")]
    [InlineData("P(1)", "WARN P(1)")]
    [InlineData("U(X,1)", "0 N")]
    [InlineData("U(X,2)", "0 U(X,1)")]
    public void Release_Draft_LastOneReattachesTheDefaultDomain(string state, string expected) =>
        Check(PrivateDomain, state, (policy, group) => policy.ReleaseDevice(group, Device(0), X), expected);

    [Theory]
    [InlineData("K(1)", "0 N")]
    [InlineData("K(2)", "0 K(1)")]
    [InlineData("P(1)", "WARN P(1)")]
    public void Unbind_Draft_TheDomainMustBeDetachedBefore(string state, string expected) =>
        Check(PrivateDomain, state, (policy, group) => policy.Unbind(group, Device(0)), expected);

    // The user-managed domain.

    [Theory]
    [InlineData("N", true, true, "EBUSY N")]
    [InlineData("K(1)", true, true, "EBUSY K(1)")]
    [InlineData("U(X,1)", false, true, "EBUSY U(X,1)")]
    [InlineData("U(X,1)", true, false, "EPERM U(X,1)")]
    [InlineData("U(X,1)", true, true, "0 U(X,1)~PX")]
    [InlineData("U(X,1)~PX", true, true, "EBUSY U(X,1)~PX")]
    public void AttachGroup_UserDomain_OnlyItsUserAttachesIt(string state, bool ofUser, bool byUser, string expected) =>
        Check(
            UserDomain,
            state,
            (policy, group) => policy.AttachGroup(group, null, byUser ? X : Y, ofUser ? PrivateOf(X) : P),
            expected);

    [Fact]
    public void AttachGroup_UserDomainOfAnother_IsEperm() =>
        Check(
            UserDomain,
            "U(X,1)",
            (policy, group) => policy.AttachGroup(group, null, X, PrivateOf(Y)),
            "EPERM U(X,1)");

    private static void CheckVersionOne(
        string state, Func<OwnershipPolicy, GroupState, Verdict> operation, string expected)
    {
        Check(EnumV1, state, operation, expected);
        Check(Tag, state, operation, expected);
        Check(UserDomain, state, operation, expected);
    }

    private static void Check(
        OwnershipPolicy policy, string state, Func<OwnershipPolicy, GroupState, Verdict> operation, string expected)
    {
        var group = Make(policy, state);

        var verdict = operation(policy, group);

        Assert.Equal(expected, Outcome(verdict, next => Name(policy, next)));
        if (!verdict.Granted)
        {
            Assert.Equal(group, verdict.Next);
        }
    }

    private static string Name(OwnershipPolicy policy, GroupState group)
    {
        var kind = policy is TagPolicy
            ? group.Owner.IsNone ? OwnerKind.None : group.Owner == TagPolicy.KernelTag ? OwnerKind.Kernel : OwnerKind.User
            : group.Kind;
        var user = group.Owner == X ? "X" : "Y";
        var (name, implied) = kind switch
        {
            OwnerKind.None => ("N", DomainKind.Default),
            OwnerKind.Kernel => ($"K({group.Count})", DomainKind.Default),
            OwnerKind.PrivateDomain => ($"P({group.Count})", DomainKind.Private),
            _ => ($"U({user},{group.Count})", DomainKind.None),
        };
        Assert.Equal(group.Count == 0, kind == OwnerKind.None);
        Assert.Empty(group.Strays);
        return group.Domain.Kind == implied
            ? name
            : name + group.Domain switch
            {
                { Kind: DomainKind.Default } => "~D",
                { Kind: DomainKind.Private, User.IsNone: false } => "~PX",
                { Kind: DomainKind.Private } => "~P",
                _ => "~" + group.Domain,
            };
    }

    /// <summary>A group of four in a named state; kernel drivers sit on its first members.</summary>
    private static GroupState Make(OwnershipPolicy policy, string name)
    {
        var count = name.Contains('(')
            ? int.Parse(name.AsSpan(name.IndexOf(')') - 1, 1), CultureInfo.InvariantCulture)
            : 0;
        var group = OfSize(policy, 4);
        for (var i = 0; i < count; i++)
        {
            group = name[0] == 'U'
                ? (i == 0 ? policy.ClaimGroup(group, X) : policy.ClaimDevice(group, Device(0), X)).Granted()
                : policy.Bind(group, Device(i), Ordinary).Granted();
        }

        group = (name[0], name.Contains("~P")) switch
        {
            ('U', true) => policy.AttachGroup(group, null, X, PrivateOf(X)).Granted(),
            ('P', _) or (_, true) => policy.AttachGroup(group, Device(0), OwnerCookie.None, P).Granted(),
            _ => group,
        };
        Assert.Equal(name, Name(policy, group));
        return group;
    }
}
