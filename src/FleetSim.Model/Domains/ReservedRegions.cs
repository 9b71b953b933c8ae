using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Domains;

/// <summary>The IOVA ranges a group must keep free or map one to one.</summary>
/// <remarks>
/// Source: reference/groups.md 6.1; iommu_insert_resv_region, and the get_resv_regions callbacks of the IOMMU drivers.
/// </remarks>
public static class ReservedRegions
{
    /// <summary>Where x86 interrupts are written; no IOMMU translates it.</summary>
    private static readonly ReservedRegion InterruptWindow = new(0xfee0_0000, 0xfeef_ffff, "msi");

    /// <summary>HyperTransport's own addresses.</summary>
    private static readonly ReservedRegion HyperTransport = new(0xfd_0000_0000, 0xff_ffff_ffff, "reserved");

    /// <summary>A floppy behind an ISA bridge does DMA below 16 MiB before its driver can map anything.</summary>
    private static readonly ReservedRegion IsaMemory = new(0, 0xff_ffff, "direct-relaxable");

    /// <summary>Types in the order in which regions with the same start are listed.</summary>
    private static readonly string[] TypeOrder = ["direct", "direct-relaxable", "reserved", "msi"];

    /// <summary>The regions of a group, by start; those of one type that overlap or touch are one.</summary>
    /// <param name="firmware">Regions firmware lists for the members (RMRR, unity maps).</param>
    public static IReadOnlyList<ReservedRegion> Of(
        IommuKind kind, IEnumerable<PciFunction> members, IEnumerable<ReservedRegion>? firmware = null) =>
        Merged(members.SelectMany(member => OfMember(kind, member.IsIsaBridge)).Concat(firmware ?? []));

    /// <summary>The regions of a group as its members know them, without those that firmware lists.</summary>
    public static IReadOnlyList<ReservedRegion> Of(IommuKind kind, IEnumerable<GroupMember> members) =>
        Merged(members.SelectMany(member => OfMember(kind, member.IsIsaBridge)));

    /// <summary>The regions of a group of a host with such units.</summary>
    public static IReadOnlyList<ReservedRegion> Of(IommuKind kind, bool hasIsaBridge) =>
        Merged(OfMember(kind, hasIsaBridge));

    private static IEnumerable<ReservedRegion> OfMember(IommuKind kind, bool isIsaBridge)
    {
        if (kind == IommuKind.None)
        {
            yield break;
        }

        yield return InterruptWindow;
        if (kind == IommuKind.Amd)
        {
            yield return HyperTransport;
        }

        if (kind is IommuKind.Intel or IommuKind.IntelNoCachingMode && isIsaBridge)
        {
            yield return IsaMemory;
        }
    }

    private static List<ReservedRegion> Merged(IEnumerable<ReservedRegion> regions)
    {
        var merged = new List<ReservedRegion>();
        foreach (var sameType in regions.GroupBy(region => region.Type))
        {
            var first = merged.Count;
            foreach (var region in sameType.OrderBy(region => region.Start))
            {
                // The last byte of the address space touches nothing above it, so the sum must not wrap.
                if (merged.Count > first && (region.Start == 0 || region.Start - 1 <= merged[^1].End))
                {
                    merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, region.End) };
                }
                else
                {
                    merged.Add(region);
                }
            }
        }

        return [.. merged.OrderBy(region => region.Start).ThenBy(region => Array.IndexOf(TypeOrder, region.Type))];
    }
}
