using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;

namespace FleetSim.Fleets.Sources;

/// <summary>Finds what hosts are made of: built-in kinds, captures, and dumps.</summary>
public static class HostSources
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
}
