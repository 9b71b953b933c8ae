namespace FleetSim.Scenarios.Files;

/// <summary>Translation: who maps what devices reach.</summary>
public enum DmaMapper
{
    /// <summary>A VM, by VFIO.</summary>
    Vm,

    /// <summary>A kernel driver, in a default domain of type DMA.</summary>
    StrictKernel,

    /// <summary>A kernel driver, in a default domain of type DMA-FQ.</summary>
    LazyKernel,
}
