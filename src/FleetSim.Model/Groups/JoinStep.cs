using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups;

/// <summary>One step of a function's search for its group.</summary>
/// <param name="Function">The function the rule names: the one whose group is joined, if it has one by now.</param>
/// <param name="Rid">The shared requester id, for <see cref="JoinRule.BridgeAlias"/>.</param>
/// <param name="Blocker">
/// The function that does not isolate: for an unisolated path the first one on the way up.
/// </param>
/// <param name="Verdict">Why the blocker does not.</param>
public sealed record JoinStep(
    JoinRule Rule, PciAddress Function, Rid? Rid = null, PciAddress? Blocker = null, AcsVerdict? Verdict = null)
{
    /// <summary>The step in one clause, without a full stop.</summary>
    public override string ToString() => Rule switch
    {
        JoinRule.NewGroup => "nothing it cannot be isolated from has a group yet",
        JoinRule.NotTranslated => "no IOMMU unit translates it",
        JoinRule.RealDmaDevice => $"{Function} sends its requests",
        JoinRule.BridgeAlias => $"its requests also arrive as {Rid}, through bridge {Function}",
        JoinRule.UnisolatedPath when Blocker == Function => $"bridge {Function} above does not isolate ({Verdict})",
        JoinRule.UnisolatedPath =>
            $"bridge {Function} above isolates only as far as {Blocker}, which does not ({Verdict})",
        JoinRule.SharedRequesterId => $"{Function} on the same bus shares a requester id with it",
        _ => $"{Function} in the same slot does not isolate functions either ({Verdict})",
    };
}
