using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Pci;

/// <summary>What an input does not say about a host, and how much of it is read at most.</summary>
public sealed record ImportOptions
{
    public static ImportOptions Default { get; } = new();

    /// <summary>Largest input, in characters. Tested before anything is parsed.</summary>
    public int TextLengthMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most functions in one stage.</summary>
    public int FunctionsMax { get; init; } = 16_384;

    /// <summary>Most stages in one capture.</summary>
    public int StagesMax { get; init; } = 1_000;

    /// <summary>IOMMU of a host whose dump, as all dumps, says nothing about it.</summary>
    public IommuKind DumpIommu { get; init; } = IommuKind.Intel;

    /// <summary>Whether the IOMMU has a function of a dump in its scope. Default: all of them.</summary>
    public Func<PciFunction, bool> InScopeInDump { get; init; } = static _ => true;

    /// <summary>
    /// Whether the ACS controls of a dump are switched on, as a kernel with an IOMMU does at boot, or stay as dumped.
    /// </summary>
    public bool EnableAcsInDump { get; init; } = true;

    /// <exception cref="InputException">The input is too large to be looked at.</exception>
    internal void RequireLength(string text)
    {
        if (text.Length > TextLengthMax)
        {
            throw new InputException($"the input has {text.Length} characters, more than {TextLengthMax}");
        }
    }
}
