using FleetSim.Model.Ownership;
using FleetSim.Verification.Invariants;

namespace FleetSim.Cli.Explaining;

/// <summary>What a policy guarantees, by the ids of the catalogue.</summary>
internal static class ExplainedPolicy
{
    public static IReadOnlyList<string> Guaranteed(OwnershipPolicy policy) => Ids(info => Guarantees(policy, info));

    public static IReadOnlyList<string> NotGuaranteed(OwnershipPolicy policy) => Ids(info => !Guarantees(policy, info));

    private static bool Guarantees(OwnershipPolicy policy, InvariantInfo info) =>
        (info.Isolation == IsolationInvariants.None || PolicyPromises.InRuns(info).Contains(policy))
        && (info.Trace == TraceInvariants.None || PolicyPromises.InTraces(info).Contains(policy));

    private static string[] Ids(Func<InvariantInfo, bool> chosen) =>
    [
        .. InvariantCatalogue.All
            .Where(info => info.Isolation != IsolationInvariants.None || info.Trace != TraceInvariants.None)
            .Where(chosen)
            .Select(info => info.Id),
    ];
}
