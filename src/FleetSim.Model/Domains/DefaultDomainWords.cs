namespace FleetSim.Model.Domains;

/// <summary>The words sysfs has for <see cref="DefaultDomainType"/>.</summary>
/// <remarks>Source: iommu_group_show_type, iommu_group_store_type in drivers/iommu/iommu.c.</remarks>
public static class DefaultDomainWords
{
    /// <summary>What a write of <c>auto</c> asks for: whatever the rules choose.</summary>
    public const string Auto = "auto";

    public static string Word(this DefaultDomainType type) => type switch
    {
        DefaultDomainType.Dma => "DMA",
        DefaultDomainType.DmaFq => "DMA-FQ",
        DefaultDomainType.Identity => "identity",
        DefaultDomainType.Blocked => "blocked",
        _ => "unmanaged",
    };

    /// <summary>Reads a word that can be written; one newline at its end is allowed, as sysfs allows it.</summary>
    /// <param name="type">Null for <see cref="Auto"/>.</param>
    public static bool TryParseWritten(string word, out DefaultDomainType? type)
    {
        var text = word.EndsWith('\n') ? word[..^1] : word;
        type = text switch
        {
            "DMA" => DefaultDomainType.Dma,
            "DMA-FQ" => DefaultDomainType.DmaFq,
            "identity" => DefaultDomainType.Identity,
            _ => null,
        };
        return type is not null || text == Auto;
    }
}
