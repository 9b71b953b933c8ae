using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Verification.Conformance.DmaMap;

/// <summary>
/// A host like the one that a recording was made on: network cards on the root bus, each a group of its own.
/// </summary>
public static class DmaMapHosts
{
    /// <summary>One for the case's own group, and one for each number that it opens.</summary>
    private const int CardsMin = 6;

    /// <summary>There are 32 slots on a bus, and host bridges take the first.</summary>
    private const int CardsMax = 31;

    /// <summary>The rules of the kernel that answered.</summary>
    public static OwnershipPolicy Policy(DmaMapRecording recording) => OwnershipHosts.Policy(recording.Kernel);

    /// <summary>What the host of each case is made of, in their order; cases with the same limit share one.</summary>
    public static IReadOnlyList<HostSource> Sources(DmaMapRecording recording)
    {
        var byLimit = recording.Cases.Select(recorded => recorded.EntryLimit).Distinct()
            .ToDictionary(limit => limit, limit => Source(recording, limit));
        return [.. recording.Cases.Select(recorded => byLimit[recorded.EntryLimit])];
    }

    /// <summary>The same hosts, booted.</summary>
    public static IReadOnlyList<HostTemplate> Templates(DmaMapRecording recording) =>
        HostBoot.All(Sources(recording), Policy(recording));

    private static HostSource Source(DmaMapRecording recording, uint limit)
    {
        var groups = recording.Cases.Max(recorded => recorded.Steps
            .Where(step => step.Operation == DmaMapOperation.OpenGroup)
            .Select(step => step.Number).Distinct().Count());
        var unit = recording.Iommu.Kind == IommuKind.Amd ? "ivhd0" : "dmar0";
        var cards = Enumerable.Range(1, Math.Clamp(groups + 1, CardsMin, CardsMax)).Select(slot => new PciFunction
        {
            Address = new PciAddress(0, 0, slot, 0),
            VendorId = 0x8086,
            DeviceId = 0x100e,
            ClassCode = 0x020000,
            Kind = PciKind.Conventional,
            Unit = unit,
        });
        return new HostSource(
            recording.File, PciTopology.Empty.Plug(cards), recording.Iommu with { DmaEntries = limit }, [])
        {
            Drivers = DriverCatalogue.Complete.Only([KnownDrivers.VfioPci.Name]),
        };
    }
}
