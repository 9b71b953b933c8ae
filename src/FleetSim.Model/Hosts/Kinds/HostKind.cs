using System.Collections.Immutable;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>A kind of machine that a fleet is made of: its PCI functions, its IOMMU, and its hot-plug slots.</summary>
/// <remarks>Built once, at the first use of <see cref="Topology"/>, and shared by all hosts of the kind.</remarks>
public sealed class HostKind
{
    private readonly Lazy<HostLayout> _layout;

    internal HostKind(string name, IommuKind iommu, string description, string source, Action<HostBuilder> build)
    {
        Name = name;
        Iommu = iommu;
        Description = description;
        Source = source;
        _layout = new Lazy<HostLayout>(() =>
        {
            var host = new HostBuilder();
            build(host);
            return host.Build();
        });
    }

    /// <summary>As a scenario file names it: lower case, words joined by hyphens.</summary>
    public string Name { get; }

    /// <summary>One sentence.</summary>
    public string Description { get; }

    /// <summary>Which facts were recorded on a machine, and which were derived.</summary>
    public string Source { get; }

    public IommuKind Iommu { get; }

    /// <summary>What grouping has to know beside the topology.</summary>
    public GroupingPlatform Grouping => GroupingPlatform.Of(Iommu);

    /// <summary>The host at boot: without the slots that are empty then.</summary>
    public PciTopology Topology => _layout.Value.Topology;

    /// <summary>Where functions come and go, in the order of the ports. No slot is inside another.</summary>
    public ImmutableArray<HotplugSlot> Slots => _layout.Value.Slots;

    public override string ToString() => Name;
}
