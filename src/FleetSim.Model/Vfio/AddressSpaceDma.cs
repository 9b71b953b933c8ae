using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Vfio;

/// <summary>DMA that a user process has one of its devices do.</summary>
/// <param name="Errno">Why it cannot: <see cref="Errno.EBADF"/> without the file, <see cref="Errno.ENOTTY"/> for a file
/// of something else.</param>
/// <param name="Device">The device that sends.</param>
/// <remarks>A process programs the device, not the unit; that its mappings are in the unit is the kernel's promise, so
/// a batch says how many changes the unit has to have seen.</remarks>
public readonly record struct AddressSpaceDma(Errno Errno, PciAddress Device = default)
{
    public bool Granted => Errno == Errno.None;

    /// <summary>The batch is told which domain it is meant for.</summary>
    public static AddressSpaceDma Begin(AddressSpaceState space, DmaCall call)
    {
        if (!space.Files.TryGetValue(call.File, out var device))
        {
            return new AddressSpaceDma(Errno.EBADF);
        }

        if (device.Kind != VfioFileKind.Device)
        {
            return new AddressSpaceDma(Errno.ENOTTY);
        }

        var container = space.ContainerOfDevice(device);
        (call.Batch.Domain, call.Batch.Changes) = container is { } number && space.Containers[number].Iommu is { } iommu
            ? (AddressSpacePrograms.DomainOf(space, number), iommu.Changes)
            : (Domain.None, 0);
        return new AddressSpaceDma(Errno.None, device.Device);
    }

    /// <summary>Whether the units are to be told what is mapped, and the batch to be sent once more.</summary>
    public static bool Remaps(TranslationReply reply) => reply.Tally.Unknown > 0;
}
