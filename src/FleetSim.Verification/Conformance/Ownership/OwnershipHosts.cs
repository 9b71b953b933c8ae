using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>The host that a recording was made on, as the simulator has it.</summary>
public static class OwnershipHosts
{
    /// <summary>
    /// What the guests had loaded. Their kernels have more drivers, but not for the devices in question.
    /// </summary>
    private static readonly string[] Drivers =
        ["e1000", "e1000e", "pcieport", "pci-stub", "vfio-pci", "uio_pci_generic"];

    /// <summary>The rules of the kernel that answered.</summary>
    public static OwnershipPolicy Policy(OwnershipRecording recording) => Policy(recording.Kernel);

    internal static OwnershipPolicy Policy(KernelVersion kernel) =>
        kernel.IsFrom65 ? OwnershipPolicies.Mainline : OwnershipPolicies.Find("mainline-6.1")!;

    /// <summary>What it is made of.</summary>
    public static HostSource Source(OwnershipRecording recording) =>
        new(recording.File, recording.Topology, recording.Iommu, [])
        {
            Drivers = DriverCatalogue.Complete.Only(
                [.. Drivers, .. recording.Part == "shpc" ? ["shpchp"] : Array.Empty<string>()]),
        };

    /// <summary>The host, booted under the rules of its kernel.</summary>
    public static HostTemplate Template(OwnershipRecording recording) => Source(recording).Boot(Policy(recording));
}
