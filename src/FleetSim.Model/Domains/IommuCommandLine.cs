using System.Globalization;

namespace FleetSim.Model.Domains;

/// <summary>
/// The settings of a kernel command line that concern IOMMUs. Of contradicting words the last one counts.
/// </summary>
/// <param name="DmaEntries">How many mappings a VFIO container may have; null where it does not say.</param>
/// <remarks>
/// Source: iommu_set_def_domain_type, iommu_dma_setup in drivers/iommu/iommu.c; iommu_setup in
/// arch/x86/kernel/pci-dma.c; intel_iommu_setup; parse_amd_iommu_options.
/// </remarks>
public readonly record struct IommuCommandLine(bool Passthrough, bool Strict, uint? DmaEntries = null)
{
    public static IommuCommandLine Parse(string commandLine)
    {
        var settings = default(IommuCommandLine);
        foreach (var word in commandLine.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=');
            if (equals > 0)
            {
                settings = settings.With(word[..equals], word[(equals + 1)..]);
            }
        }

        return settings;
    }

    private IommuCommandLine With(string name, string value) => name switch
    {
        "iommu.passthrough" when Flag(value) is { } on => this with { Passthrough = on },
        "iommu.strict" when Flag(value) is { } on => this with { Strict = on },
        "iommu" => value.Split(',').Aggregate(this, (settings, option) => option switch
        {
            "pt" => settings with { Passthrough = true },
            "nopt" => settings with { Passthrough = false },
            _ => settings,
        }),
        "intel_iommu" when value.Split(',').Contains("strict") => this with { Strict = true },
        "amd_iommu" when value.Split(',').Contains("fullflush") => this with { Strict = true },
        "vfio_iommu_type1.dma_entry_limit" when uint.TryParse(
            value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) => this with { DmaEntries = limit },
        _ => this,
    };

    /// <summary>A kernel boolean: decided by its first letter, or by the second after an o.</summary>
    private static bool? Flag(string value) => value.ToLowerInvariant() switch
    {
        ['1' or 'y' or 't', ..] or ['o', 'n', ..] => true,
        ['0' or 'n' or 'f', ..] or ['o', 'f', ..] => false,
        _ => null,
    };
}
