using System.Globalization;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Hosts;

/// <summary>The IOMMU groups somebody's machine had: a file of <c>tests/data/listings</c>.</summary>
internal static class RecordedListing
{
    public static SortedDictionary<PciAddress, int> Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "data", "listings", name + ".csv");
        var groups = new SortedDictionary<PciAddress, int>();
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            groups.Add(
                PciAddress.Parse(line[(comma + 1)..]), int.Parse(line.AsSpan(0, comma), CultureInfo.InvariantCulture));
        }

        return groups;
    }
}
