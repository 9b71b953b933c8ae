using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Tables;

/// <summary>The second-stage table of one domain: maps and unmaps ranges of IOVAs as words in simulated
/// memory.</summary>
/// <remarks>
/// A range is mapped by the largest pages that its addresses and its length allow. A large page that is unmapped in
/// part is split first, so that exactly what was asked for stops translating. Invalidation is the caller's: tables that
/// an unmap has emptied are handed to it, and go back only after it. Source: <c>reference/translation.md</c> 1.10, 6.
/// Deviation: the kernel removes the whole of a large leaf that is unmapped in part.
/// </remarks>
public sealed class SecondStageTable
{
    private readonly PhysicalMemory _memory;
    private readonly TableFrames _frames;
    private readonly int _leafLevelMax;

    /// <param name="keepsEmptyTables">See <see cref="KeepsEmptyTables"/>.</param>
    public SecondStageTable(
        PhysicalMemory memory,
        TableFrames frames,
        VtdCapabilities capabilities,
        AddressWidth width,
        bool keepsEmptyTables = false)
    {
        KeepsEmptyTables = keepsEmptyTables;
        _memory = memory;
        _frames = frames;
        _leafLevelMax = !capabilities.Has2MiBPages ? 1 : capabilities.Has1GiBPages ? 3 : 2;
        Width = width;
        Root = frames.Take();
    }

    /// <summary>Address of the top table.</summary>
    public ulong Root { get; }

    public AddressWidth Width { get; }

    /// <summary>As the kernel does, it hands out an empty table only when an unmap covers all of it; else as soon as it
    /// is empty, which needs an invalidation before anything is mapped there.</summary>
    public bool KeepsEmptyTables { get; }

    /// <summary>Bytes that translate.</summary>
    public ulong MappedBytes { get; private set; }

    /// <summary>Maps a range; all of it or nothing.</summary>
    /// <param name="iova">First byte, of a page of 4 KiB.</param>
    /// <param name="hpa">Where it is in host memory, of a page of 4 KiB.</param>
    /// <param name="size">Bytes, whole pages.</param>
    /// <returns>
    /// In test order: <see cref="Errno.EINVAL"/> for what is misaligned, empty, or allows nothing;
    /// <see cref="Errno.ERANGE"/> for an end beyond the table's width or the host's; <see cref="Errno.EADDRINUSE"/> where
    /// something is mapped already.
    /// </returns>
    public Errno Map(ulong iova, ulong hpa, ulong size, DmaAccess access)
    {
        if (((iova | hpa | size) & 0xfff) != 0 || size == 0 || (access & DmaAccess.ReadWrite) == DmaAccess.None)
        {
            return Errno.EINVAL;
        }

        if (iova > Width.LastIova || size - 1 > Width.LastIova - iova
            || hpa >= PhysicalMemory.WindowBase || size > PhysicalMemory.WindowBase - hpa)
        {
            return Errno.ERANGE;
        }

        var mapped = MapInto(Root, Width.Levels, new Piece(iova, hpa, size), access & DmaAccess.ReadWrite);
        MappedBytes += mapped;
        if (mapped == size)
        {
            return Errno.None;
        }

        if (mapped > 0)
        {
            // What was there before and is empty may be cached: only where it cannot be are tables given back.
            var undone = UnmapTo(iova, iova + (mapped - 1), KeepsEmptyTables ? null : []);
            undone.Return(_frames);
        }

        return Errno.EADDRINUSE;
    }

    /// <summary>Unmaps whatever is mapped in a range of whole pages.</summary>
    public UnmappedRange Unmap(ulong iova, ulong size)
    {
        Invariant.Require(((iova | size) & 0xfff) == 0, "TR-ALIGNED");
        if (size == 0 || iova > Width.LastIova)
        {
            return new UnmappedRange(0, []);
        }

        return UnmapTo(iova, Math.Min(iova + (size - 1), Width.LastIova), []);
    }

    /// <summary>Unmaps everything.</summary>
    public UnmappedRange UnmapAll() => UnmapTo(0, Width.LastIova, []);

    /// <summary>Where an IOVA is mapped to, by the table alone.</summary>
    public bool TryFind(ulong iova, out ulong hpa, out DmaAccess access)
    {
        (hpa, access) = (0, DmaAccess.None);
        if (iova > Width.LastIova)
        {
            return false;
        }

        var (table, level) = (Root, Width.Levels);
        for (; ; level--)
        {
            var entry = Entry(table, level, iova);
            if (!SecondStageEntry.IsPresent(entry))
            {
                return false;
            }

            if (SecondStageEntry.IsLeaf(entry, level))
            {
                var inPage = (1UL << SecondStageEntry.ShiftOf(level)) - 1;
                hpa = (entry & SecondStageEntry.AddressBits & ~inPage) | (iova & inPage);
                access = (DmaAccess)entry & DmaAccess.ReadWrite;
                return true;
            }

            table = entry & SecondStageEntry.AddressBits;
        }
    }

    /// <summary>Reads which pages were written since it was last cleared, by the dirty bits of the leaves.</summary>
    /// <param name="bitmap">Bit n for the n-th page of <paramref name="pageSize"/> bytes from <paramref name="iova"/> on;
    /// bits are set, never cleared.</param>
    /// <param name="clear">Clears the bits in the table. The caller then has to invalidate the range, or later writes
    /// through cached entries go unnoticed.</param>
    /// <remarks>Source: iommu_read_and_clear_dirty; <c>reference/translation.md</c> 7.</remarks>
    public void ReadDirty(ulong iova, ulong size, ulong pageSize, Span<ulong> bitmap, bool clear)
    {
        if (size > 0 && iova <= Width.LastIova)
        {
            var range = new DirtyRange(iova, Math.Min(iova + (size - 1), Width.LastIova), pageSize, clear);
            ReadDirtyFrom(Root, Width.Levels, iova, range.Last, range, bitmap);
        }
    }

    /// <summary>Gives all tables back, whatever is mapped. Nothing may be cached of them any more.</summary>
    public void Free()
    {
        UnmapAll().Return(_frames);
        _frames.Return(Root);
    }

    /// <param name="tables">Where the empty tables go; null to keep them.</param>
    private UnmappedRange UnmapTo(ulong first, ulong last, List<ulong>? tables)
    {
        var bytes = UnmapFrom(Root, Width.Levels, first, last, tables);
        MappedBytes -= bytes;
        return new UnmappedRange(bytes, tables ?? []);
    }

    private ulong Entry(ulong table, int level, ulong iova)
    {
        Invariant.Require(_memory.TryRead(AddressOf(table, level, iova), out var entry), "TR-MEMORY");
        return entry;
    }

    private static ulong AddressOf(ulong table, int level, ulong iova) =>
        table + (((iova >> SecondStageEntry.ShiftOf(level)) & 511) << 3);

    private ulong MapInto(ulong table, int level, Piece piece, DmaAccess access)
    {
        var shift = SecondStageEntry.ShiftOf(level);
        var span = shift >= 64 ? 0UL : 1UL << shift;
        var mapped = 0UL;
        while (mapped < piece.Size)
        {
            var (iova, hpa, left) = (piece.Iova + mapped, piece.Hpa + mapped, piece.Size - mapped);
            var address = AddressOf(table, level, iova);
            var entry = Entry(table, level, iova);
            if (level <= _leafLevelMax && ((iova | hpa) & (span - 1)) == 0 && left >= span
                && !SecondStageEntry.IsPresent(entry))
            {
                Put(table, address, SecondStageEntry.Leaf(hpa, access, level));
                mapped += span;
                continue;
            }

            if (SecondStageEntry.IsPresent(entry) && SecondStageEntry.IsLeaf(entry, level))
            {
                return mapped;
            }

            if (!SecondStageEntry.IsPresent(entry))
            {
                entry = SecondStageEntry.Table(_frames.Take());
                Put(table, address, entry);
            }

            var inSpan = Math.Min(left, span - (iova & (span - 1)));
            var done = MapInto(
                entry & SecondStageEntry.AddressBits, level - 1, new Piece(iova, hpa, inSpan), access);
            mapped += done;
            if (done < inSpan)
            {
                return mapped;
            }
        }

        return mapped;
    }

    private ulong UnmapFrom(ulong table, int level, ulong first, ulong last, List<ulong>? tables)
    {
        var bytes = 0UL;
        foreach (var (address, from, to) in new EntriesOfRange(table, level, first, last))
        {
            Invariant.Require(_memory.TryRead(address, out var entry), "TR-MEMORY");
            if (!SecondStageEntry.IsPresent(entry))
            {
                continue;
            }

            var spanMask = (1UL << SecondStageEntry.ShiftOf(level)) - 1;
            var isWhole = (from & spanMask) == 0 && (to & spanMask) == spanMask;
            if (SecondStageEntry.IsLeaf(entry, level) && isWhole)
            {
                Clear(table, address);
                bytes += spanMask + 1;
                continue;
            }

            if (SecondStageEntry.IsLeaf(entry, level))
            {
                entry = Split(entry, level);
                _memory.Write(address, entry);
            }

            var lower = entry & SecondStageEntry.AddressBits;
            bytes += UnmapFrom(lower, level - 1, from, to, tables);
            if (tables is not null && _frames.EntriesOf(lower) == 0 && (isWhole || !KeepsEmptyTables))
            {
                Clear(table, address);
                tables.Add(lower);
            }
        }

        return bytes;
    }

    /// <summary>A table of 512 smaller leaves in place of one leaf; the same translation.</summary>
    private ulong Split(ulong leaf, int level)
    {
        var table = _frames.Take();
        var span = 1UL << SecondStageEntry.ShiftOf(level - 1);
        var frame = leaf & SecondStageEntry.AddressBits & ~((1UL << SecondStageEntry.ShiftOf(level)) - 1);
        var flags = leaf & ~(SecondStageEntry.AddressBits | SecondStageEntry.PageSize);
        var size = level - 1 > 1 ? SecondStageEntry.PageSize : 0;
        for (var i = 0UL; i < 512; i++)
        {
            Put(table, table + (8 * i), (frame + (i * span)) | flags | size);
        }

        return SecondStageEntry.Table(table);
    }

    private void ReadDirtyFrom(
        ulong table, int level, ulong first, ulong last, in DirtyRange range, Span<ulong> bitmap)
    {
        foreach (var (address, from, to) in new EntriesOfRange(table, level, first, last))
        {
            Invariant.Require(_memory.TryRead(address, out var entry), "TR-MEMORY");
            if (!SecondStageEntry.IsPresent(entry))
            {
                continue;
            }

            if (!SecondStageEntry.IsLeaf(entry, level))
            {
                ReadDirtyFrom(entry & SecondStageEntry.AddressBits, level - 1, from, to, range, bitmap);
                continue;
            }

            if ((entry & SecondStageEntry.Dirty) != 0)
            {
                range.Mark(bitmap, from, to);
                if (range.Clear)
                {
                    _memory.Write(address, entry & ~SecondStageEntry.Dirty);
                }
            }
        }
    }

    private void Put(ulong table, ulong address, ulong entry)
    {
        _memory.Write(address, entry);
        _frames.EntriesOf(table)++;
    }

    private void Clear(ulong table, ulong address)
    {
        _memory.Write(address, 0);
        _frames.EntriesOf(table)--;
    }

    private readonly record struct Piece(ulong Iova, ulong Hpa, ulong Size);
}
