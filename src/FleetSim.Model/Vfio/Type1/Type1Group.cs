using FleetSim.Model.Protocols;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>A group that is attached to a container's domain.</summary>
/// <param name="File">Its file.</param>
/// <param name="Dma">What it said of itself when it was attached.</param>
public readonly record struct Type1Group(VfioFile File, GroupDma Dma);
