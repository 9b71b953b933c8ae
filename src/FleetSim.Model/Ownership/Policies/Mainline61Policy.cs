using FleetSim.Model.Domains;

namespace FleetSim.Model.Ownership.Policies;

/// <summary>The merged rules as v6.1 had them (v5.19 to v6.4).</summary>
/// <remarks>
/// Differs from <see cref="MainlinePolicy"/> at hot-add: member added and attached in one hold of the mutex, the
/// default domain attached on top in a second one whenever no user owns the group. Source:
/// <c>reference/ownership.md</c> 4.7, version differences.
/// </remarks>
public sealed class Mainline61Policy : MainlinePolicy
{
    public override string Name => "mainline-6.1";

    public override IsolationInvariants Guarantees => IsolationInvariants.Mainline & ~IsolationInvariants.OneDomain
        & ~IsolationInvariants.KernelDriverKeepsItsDomain;

    public override bool IsOfRecentKernel => false;

    protected override Domain DomainForNewcomer(GroupState group) =>
        group.Owner.IsNone ? Domain.Default : group.Domain;
}
