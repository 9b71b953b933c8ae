using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Tables;

/// <summary>What an unmap has taken out of a table.</summary>
/// <param name="Bytes">Bytes that no longer translate.</param>
/// <param name="Tables">Tables that are empty now. A unit may still read them through its caches: they go back after
/// the invalidation.</param>
public readonly record struct UnmappedRange(ulong Bytes, IReadOnlyList<ulong> Tables)
{
    /// <summary>The invalidation is done: nobody reads the tables any more.</summary>
    public void Return(TableFrames frames)
    {
        foreach (var table in Tables)
        {
            frames.Return(table);
        }
    }
}
