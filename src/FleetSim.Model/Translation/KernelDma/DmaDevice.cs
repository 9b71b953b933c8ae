namespace FleetSim.Model.Translation.KernelDma;

/// <summary>What the kernel's DMA API knows of one device.</summary>
/// <param name="mask">The highest address that the device can issue, as its driver says.</param>
/// <remarks>Source: dma_get_mask; pci_32bit_workaround in struct dev_iommu.</remarks>
public sealed class DmaDevice(ulong mask = ulong.MaxValue)
{
    public ulong Mask { get; internal set; } = mask;

    /// <summary>Whether addresses below 4 GiB are tried first: until one attempt found none free.</summary>
    public bool Prefers32Bits { get; internal set; } = true;
}
