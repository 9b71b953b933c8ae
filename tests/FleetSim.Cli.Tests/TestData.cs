namespace FleetSim.Cli.Tests;

/// <summary>Recorded hosts.</summary>
internal static class TestData
{
    /// <summary>A small capture: no IOMMU, four functions.</summary>
    public static string SmallCapture { get; } = At("oracle/groups/no-iommu-at-all.none.json");

    public static string GroupedCapture { get; } = At("oracle/groups/dmi-bridge-nested-pci-bridge.intel.json");

    /// <summary>Nine cases of mappings.</summary>
    public static string Mappings { get; } = At("oracle/dmamap/asked.amd.json");

    /// <summary>132 cases of memory, requests and answers.</summary>
    public static string Image { get; } = At("oracle/translation/vtd.json");

    public static string Dump { get; } = At("lspci/switch.nnxxxx.txt");

    public static string At(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);
}
