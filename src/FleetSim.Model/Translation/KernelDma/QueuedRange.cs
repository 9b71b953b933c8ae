using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Translation.KernelDma;

/// <summary>What a lazy unmap has cleared, and what stays taken until the IOTLB has been flushed.</summary>
/// <param name="Page">Number of the first page of the IOVAs.</param>
/// <param name="Unmapped">Tables that may still be cached.</param>
/// <param name="Stamp">Flushes that had been started when it was queued.</param>
public readonly record struct QueuedRange(ulong Page, UnmappedRange Unmapped, long Stamp);
