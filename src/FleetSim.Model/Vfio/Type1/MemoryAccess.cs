namespace FleetSim.Model.Vfio.Type1;

/// <summary>What a process may do with an area of its memory: the <c>prot</c> of mmap(2).</summary>
public enum MemoryAccess : byte
{
    /// <summary><c>PROT_NONE</c>: neither the process nor, for it, a device reaches the memory.</summary>
    None,

    Read,
    ReadWrite,
}
