using System.Runtime.InteropServices;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>One access of a device, as its unit sees it. 16 bytes; batches of them are passed as they lie in
/// memory.</summary>
/// <param name="Iova">Address in bytes. An access lies within one 4 KiB page: one that crosses is two requests.</param>
/// <param name="Rid">Requester id on the unit's bus, after aliasing.</param>
/// <param name="Access"><see cref="DmaAccess.Read"/> or <see cref="DmaAccess.Write"/>; both for an atomic
/// operation.</param>
/// <param name="Kind">Whether the device has the address translated already.</param>
/// <param name="Pasid">Process address space id plus one; 0 for a request without one.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 16)]
public readonly record struct TranslationRequest(
    ulong Iova, Rid Rid, DmaAccess Access, RequestKind Kind = RequestKind.Untranslated, uint Pasid = 0)
{
    public bool HasPasid => Pasid != 0;

    /// <summary>The process address space id of a request that has one.</summary>
    public uint PasidValue => Pasid - 1;

    /// <summary>A request that carries a process address space id.</summary>
    public static TranslationRequest WithPasid(ulong iova, Rid rid, DmaAccess access, uint pasid) =>
        new(iova, rid, access, Pasid: pasid + 1);
}

/// <summary>The address type of a PCIe request.</summary>
public enum RequestKind : byte
{
    /// <summary>An IOVA, to be translated on the way.</summary>
    Untranslated,

    /// <summary>A device with a translation cache of its own (ATS) asks for a translation.</summary>
    Translation,

    /// <summary>An address that came from such a translation.</summary>
    Translated,
}
