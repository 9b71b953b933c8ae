using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Caches;

/// <summary>Which entries an invalidation removes.</summary>
internal interface IIotlbSelection
{
    bool Covers(in IotlbEntry entry, int pageShift);
}

/// <summary>All of a domain.</summary>
internal readonly struct WholeDomain(ushort domainId) : IIotlbSelection
{
    public bool Covers(in IotlbEntry entry, int pageShift) => entry.DomainId == domainId;
}

/// <summary>What touches 2^addressMask pages of 4 KiB, beginning where the lowest bits of the page number are
/// zero.</summary>
internal readonly struct PageRange(ushort domainId, ulong page, int addressMask) : IIotlbSelection
{
    public bool Covers(in IotlbEntry entry, int pageShift)
    {
        var pages = pageShift - PhysicalMemory.PageShift;
        var shift = Math.Max(pages, addressMask);
        return entry.DomainId == domainId && page >> shift == entry.PageNumber << pages >> shift;
    }
}

/// <summary>As <see cref="PageRange"/>, in an emulator that keeps the mask in 8 bits and so removes more.</summary>
/// <remarks>Source: struct VTDIOTLBPageInvInfo in QEMU 7.2; <c>reference/translation.md</c> 9.</remarks>
internal readonly struct PageRangeOf8Bits(ushort domainId, ulong page, int addressMask) : IIotlbSelection
{
    public bool Covers(in IotlbEntry entry, int pageShift)
    {
        var pages = pageShift - PhysicalMemory.PageShift;
        var first = entry.PageNumber << pages;
        var mask = (byte)~((1U << addressMask) - 1);
        return entry.DomainId == domainId && ((first & mask) == (page & mask) || page >> pages << pages == first);
    }
}
