using System.Globalization;
using System.Text.RegularExpressions;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>The named states of the merged rules: FREE, FREE-P, K(n), KP(n), UB(X,n), UP(X,n), EMPTY; +pasid.</summary>
internal static partial class CookieStates
{
    public static string Name(GroupState group)
    {
        if (group.IsEmpty)
        {
            return "EMPTY";
        }

        var user = group.Owner == X ? "X" : group.Owner == Y ? "Y" : "?";
        var name = (group.Owner.IsNone, group.Count, group.Domain.Kind) switch
        {
            (true, 0, DomainKind.Default) => "FREE",
            (true, 0, DomainKind.Private) => "FREE-P",
            (true, var n, DomainKind.Default) => $"K({n})",
            (true, var n, DomainKind.Private) => $"KP({n})",
            (false, var n, DomainKind.Blocking) => $"UB({user},{n})",
            (false, var n, DomainKind.Private) => $"UP({user},{n})",
            _ => $"none of them: {group.Owner} {group.Count} {group.Domain}",
        };
        return group.HasPasids ? name + "+pasid" : name;
    }

    /// <summary>A group in a named state, reached by legal requests; kernel drivers sit on its first members.</summary>
    public static GroupState Make(OwnershipPolicy policy, string name, int size)
    {
        var parts = Pattern().Match(name);
        Assert.True(parts.Success, $"no state is named {name}");
        var n = parts.Groups["n"].Success ? int.Parse(parts.Groups["n"].Value, CultureInfo.InvariantCulture) : 0;
        var group = OfSize(policy, size);
        switch (parts.Groups["kind"].Value)
        {
            case "FREE-P":
                group = policy.Bind(group, Device(0), Stub).Granted();
                group = policy.AttachGroup(group, Device(0), OwnerCookie.None, P).Granted();
                break;
            case "K":
                group = WithKernelDrivers(policy, group, n);
                break;
            case "KP":
                group = WithKernelDrivers(policy, group, n);
                group = policy.AttachGroup(group, Device(0), OwnerCookie.None, P).Granted();
                break;
            case "UB":
                group = Claimed(policy, group, n);
                break;
            case "UP":
                group = Claimed(policy, group, n);
                group = policy.AttachGroup(group, null, X, PrivateOf(X)).Granted();
                break;
            default:
                break;
        }

        group = parts.Groups["pasid"].Success ? policy.AttachPasid(group, 1, P2).Granted() : group;
        Assert.Equal(name, Name(group));
        return group;
    }

    private static GroupState WithKernelDrivers(OwnershipPolicy policy, GroupState group, int count) =>
        Enumerable.Range(0, count).Aggregate(group, (state, i) => policy.Bind(state, Device(i), Ordinary).Granted());

    private static GroupState Claimed(OwnershipPolicy policy, GroupState group, int count) =>
        Enumerable.Range(0, count).Aggregate(group, (state, _) => policy.ClaimDevice(state, Device(0), X).Granted());

    [GeneratedRegex(@"^(?<kind>FREE-P|FREE|KP|K|UB|UP)(\((X,)?(?<n>\d)\))?(?<pasid>\+pasid)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
