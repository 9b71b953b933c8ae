using System.Collections.Immutable;
using FleetSim.Model.Translation;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>The virtual memory of a user process: areas that do not overlap, by address.</summary>
/// <remarks>
/// Pinning looks the frames up; what is pinned stays where it is when the area goes. Source: mmap(2), munmap(2);
/// vaddr_get_pfns, vfio_pin_pages_remote in drivers/vfio/vfio_iommu_type1.c. Deviation: every process has CAP_IPC_LOCK,
/// so no limit of locked memory is reached; frames are there from the start; no area is a device's (VM_PFNMAP).
/// </remarks>
public sealed record ProcessMemory
{
    private const ulong PageSize = 0x1000;

    /// <summary>First address that no user process has (x86-64, TASK_SIZE_MAX).</summary>
    private const ulong UserEnd = 0x7fff_ffff_f000;

    public static ProcessMemory Empty { get; } = new();

    public ImmutableArray<MemoryArea> Areas { get; private init; } = [];

    /// <summary>Puts an area where it says (MAP_FIXED); it takes the place of what was there.</summary>
    /// <param name="errno">In test order: <see cref="Errno.EINVAL"/> for size 0, or a start or frames that do not begin
    /// a page, or frames beyond what a host has; <see cref="Errno.ENOMEM"/> beyond what a user process can
    /// have.</param>
    /// <returns>The memory afterwards; the same when it is refused.</returns>
    public ProcessMemory Map(MemoryArea area, out Errno errno)
    {
        errno = Refusal(area);
        if (errno == Errno.None && (area.Frames % PageSize != 0
            || area.Frames >= PhysicalMemory.WindowBase
            || Rounded(area.Size) > PhysicalMemory.WindowBase - area.Frames))
        {
            errno = Errno.EINVAL;
        }

        if (errno != Errno.None)
        {
            return this;
        }

        var whole = area with { Size = Rounded(area.Size) };
        var others = Without(whole.Start, whole.End);
        var at = others.TakeWhile(other => other.Start < whole.Start).Count();
        return this with { Areas = others.Insert(at, whole) };
    }

    /// <summary>Takes addresses away; that nothing is there is no error.</summary>
    /// <param name="errno"><see cref="Errno.EINVAL"/> for size 0, a start that does not begin a page, or a range beyond
    /// what a user process can have.</param>
    public ProcessMemory Unmap(ulong start, ulong size, out Errno errno)
    {
        errno = Refusal(new MemoryArea(start, size)) == Errno.None ? Errno.None : Errno.EINVAL;
        return errno == Errno.None ? this with { Areas = Without(start, start + Rounded(size)) } : this;
    }

    /// <summary>Finds the frames behind a range, for a device.</summary>
    /// <returns>
    /// One range a run of frames that follow each other; none at all, which is <see cref="Errno.EFAULT"/>, when memory
    /// is missing, may not be read, or may not be written and <paramref name="write"/> is asked.
    /// </returns>
    public ImmutableArray<DmaRange> Pin(ulong vaddr, ulong size, ulong iova, bool read, bool write)
    {
        var runs = ImmutableArray.CreateBuilder<DmaRange>(1);
        var pinned = 0UL;
        for (var i = FirstEndingAfter(vaddr); pinned < size; i++)
        {
            if (i == Areas.Length || Areas[i].Start > vaddr + pinned || !Allows(Areas[i].Access, write))
            {
                return [];
            }

            var length = Math.Min(Areas[i].End - (vaddr + pinned), size - pinned);
            var frames = Areas[i].Frames + (vaddr + pinned - Areas[i].Start);
            Append(runs, new DmaRange(iova + pinned, length, frames, read, write));
            pinned += length;
        }

        return runs.ToImmutable();
    }

    private static void Append(ImmutableArray<DmaRange>.Builder runs, DmaRange run)
    {
        if (runs.Count > 0 && runs[^1].Hpa + runs[^1].Size == run.Hpa)
        {
            runs[^1] = runs[^1] with { Size = runs[^1].Size + run.Size };
        }
        else
        {
            runs.Add(run);
        }
    }

    private static bool Allows(MemoryAccess access, bool write) =>
        access == MemoryAccess.ReadWrite || (access == MemoryAccess.Read && !write);

    private static Errno Refusal(MemoryArea area) =>
        area.Size == 0 || area.Start % PageSize != 0 ? Errno.EINVAL
        : area.Size > UserEnd || area.Start > UserEnd - Rounded(area.Size) ? Errno.ENOMEM
        : Errno.None;

    private static ulong Rounded(ulong size) => (size + PageSize - 1) & ~(PageSize - 1);

    private ImmutableArray<MemoryArea> Without(ulong start, ulong end)
    {
        var left = ImmutableArray.CreateBuilder<MemoryArea>(Areas.Length + 1);
        foreach (var area in Areas)
        {
            if (area.End <= start || area.Start >= end)
            {
                left.Add(area);
                continue;
            }

            if (area.Start < start)
            {
                left.Add(area.Part(area.Start, start));
            }

            if (area.End > end)
            {
                left.Add(area.Part(end, area.End));
            }
        }

        return left.ToImmutable();
    }

    private int FirstEndingAfter(ulong address)
    {
        var (from, to) = (0, Areas.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = Areas[middle].End > address ? (from, middle) : (middle + 1, to);
        }

        return from;
    }
}
