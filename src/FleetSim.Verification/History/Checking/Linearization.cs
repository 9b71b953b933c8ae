namespace FleetSim.Verification.History.Checking;

/// <summary>How a search ended.</summary>
internal enum SearchEnd
{
    /// <summary>There is an order that the specification allows.</summary>
    Found,

    /// <summary>There is none.</summary>
    None,

    /// <summary>The search was given up: nothing is known.</summary>
    GivenUp,
}

/// <summary>What a search found.</summary>
/// <param name="Order">
/// Indices of operations in the order that explains their answers; when there is none, the longest beginning that was
/// found.
/// </param>
/// <param name="Points">The group after each of them.</param>
internal sealed record Linearization(
    SearchEnd End, IReadOnlyList<int> Order, IReadOnlyList<GroupPoint> Points);
