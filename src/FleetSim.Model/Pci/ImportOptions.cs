namespace FleetSim.Model.Pci;

/// <summary>What an input does not say about a host, and how much of it is read at most.</summary>
public sealed record ImportOptions
{
    public static ImportOptions Default { get; } = new();

    /// <summary>Largest input, in characters. Tested before anything is parsed.</summary>
    public int TextLengthMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most functions in one host, a tenth of what one segment can hold.</summary>
    public int FunctionsMax { get; init; } = 6_553;

    /// <summary>Most stages of one capture.</summary>
    public int StagesMax { get; init; } = 1_000;

    /// <summary>IOMMU of a host whose dump says nothing about it.</summary>
    public IommuKind DumpIommu { get; init; } = IommuKind.Intel;

    /// <summary>
    /// Whether the ACS controls of a dump are those of a kernel without an IOMMU, and are to be switched on as one with an
    /// IOMMU does at boot.
    /// </summary>
    public bool EnableAcsInDump { get; init; } = true;
}
