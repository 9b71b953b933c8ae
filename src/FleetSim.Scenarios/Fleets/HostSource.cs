using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;

namespace FleetSim.Scenarios.Fleets;

/// <summary>What a host is made of, before any policy has booted it.</summary>
/// <param name="Name">Name of the kind, or of the file it was read from.</param>
/// <param name="Topology">What is there at power-on.</param>
/// <param name="Iommu">Its IOMMU, and what the kernel was told of it.</param>
/// <param name="Slots">Where functions come and go.</param>
public sealed record HostSource(string Name, PciTopology Topology, HostIommu Iommu, ImmutableArray<HotplugSlot> Slots)
{
    /// <summary>A built-in kind by its name, or a capture or dump by its path.</summary>
    /// <param name="directory">Where a relative path starts.</param>
    /// <param name="place">Where the name is written, for the error.</param>
    /// <exception cref="InputException">There is neither, or the file describes no host.</exception>
    public static HostSource Find(string topology, string directory, InputPlace place)
    {
        if (HostKinds.Find(topology) is { } kind)
        {
            return new HostSource(kind.Name, kind.Topology, HostIommu.Of(kind.Iommu, null), kind.Slots);
        }

        var path = Path.Combine(directory, topology);
        if (!File.Exists(path))
        {
            var kinds = string.Join(", ", HostKinds.All.Select(one => one.Name));
            throw new InputException(
                $"there is no file '{path}' and no host kind of that name; the kinds are {kinds}", place);
        }

        var capture = CaptureFile.Read(path);
        var boot = capture.Stages[0].Topology;
        return new HostSource(
            Path.GetFileName(path),
            boot,
            HostIommu.Of(capture.Iommu, capture.KernelCommandLine),
            DerivedSlots.Of(boot));
    }

    /// <param name="drivers">What is loaded; by default every known driver.</param>
    public HostTemplate Boot(OwnershipPolicy policy, DriverCatalogue? drivers = null) =>
        HostTemplate.Boot(Name, Topology, Iommu, policy, drivers, Slots);
}
