namespace FleetSim.Verification.History;

/// <summary>All calls to one group.</summary>
/// <remarks>Calls are unpacked when asked for: those of a whole run need not be in memory at once.</remarks>
public sealed class GroupHistory(int host, int number, int count, Func<IReadOnlyList<GroupOperation>> operations)
{
    public GroupHistory(int host, int number, IReadOnlyList<GroupOperation> operations)
        : this(host, number, operations.Count, () => operations)
    {
    }

    /// <summary>Index of the host in the fleet.</summary>
    public int Host => host;

    /// <summary>The group's number on its host.</summary>
    public int Number => number;

    /// <summary>How many calls there are.</summary>
    public int Count => count;

    public IReadOnlyList<GroupOperation> Operations() => operations();
}
