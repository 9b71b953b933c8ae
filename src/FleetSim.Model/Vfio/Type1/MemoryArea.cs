namespace FleetSim.Model.Vfio.Type1;

/// <summary>An area of a process's virtual memory, whose frames follow each other.</summary>
/// <param name="Start">First virtual address.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Access">What the process may do with it.</param>
/// <param name="Frames">Host-physical address of the first byte.</param>
public sealed record MemoryArea(ulong Start, ulong Size, MemoryAccess Access = MemoryAccess.None, ulong Frames = 0)
{
    /// <summary>First address behind it.</summary>
    public ulong End => Start + Size;

    /// <summary>The part of it from <paramref name="start"/> up to <paramref name="end"/>, both inside it.</summary>
    public MemoryArea Part(ulong start, ulong end) =>
        new(start, end - start, Access, Frames + (start - Start));
}
