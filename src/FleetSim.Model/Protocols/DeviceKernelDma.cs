using FleetSim.Model.Translation.KernelDma;

namespace FleetSim.Model.Protocols;

/// <summary>How the driver of a device uses the kernel's DMA API: through the device to its unit.</summary>
/// <remarks>
/// No step is kept: what is lost in between is asked for again under the same id. A unit that does not know the
/// requester is told by the group, once. Source: drivers/iommu/dma-iommu.c, kernel/dma/mapping.c.
/// </remarks>
public static class DeviceKernelDma
{
    /// <summary>
    /// Nobody but an ordinary driver calls it: not VFIO, whose users map by themselves, nor a driver without DMA. So it
    /// is refused wherever a user can have claimed the group; a driver that has attached a private domain is not
    /// refused, and maps in the default domain all the same.
    /// </summary>
    public static Errno Refusal(DeviceState device) =>
        device is { IsPresent: true, Driver.ManagesDma: false } ? Errno.None : Errno.ENODEV;

    /// <summary>The device signs a call.</summary>
    /// <returns>What its unit is asked; null for a device that no unit translates, or of no group: it finds memory
    /// where it is.</returns>
    public static (string Unit, KernelDmaCall Call)? Send(DeviceState device, KernelDmaCall call) =>
        device is { Unit: { } unit, Group: { } group }
            ? (unit, call with { Sender = new KernelDmaSender(group.Id, device.Function!.Address, device.Requester) })
            : null;

    /// <summary>What the driver hears when its unit knows nothing of the requester, though the group has
    /// told.</summary>
    public static KernelDmaReply Answer(KernelDmaReply reply) =>
        reply.Unknown ? new KernelDmaReply(Errno.ENODEV) : reply;
}
