using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Vfio;

/// <summary>A user process has one of its devices do DMA.</summary>
/// <param name="File">Name of the device file.</param>
/// <param name="Batch">The accesses; the answers are written into it where caller and device share a silo.</param>
public sealed record DmaCall(string File, TranslationBatch Batch)
{
    public override string ToString() => $"DMA of {Batch.Count} requests by {File}";
}
