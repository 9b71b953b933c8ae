namespace FleetSim.Model.Translation.Tables;

/// <summary>The range that a bitmap of dirty pages is about.</summary>
internal readonly record struct DirtyRange(ulong First, ulong Last, ulong PageSize, bool Clear)
{
    /// <summary>Sets the bits of all pages that a part of the range touches.</summary>
    public void Mark(Span<ulong> bitmap, ulong first, ulong last)
    {
        for (var page = (first - First) / PageSize; page <= (last - First) / PageSize; page++)
        {
            bitmap[(int)(page >> 6)] |= 1UL << (int)(page & 63);
        }
    }
}
