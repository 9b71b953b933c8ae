namespace FleetSim.Model.Translation.Units;

/// <summary>What became of a batch of requests.</summary>
/// <param name="Hits">Of all requests, those that the IOTLB answered.</param>
public readonly record struct TranslationTally(int Translated, int Faults, int Interrupts, int Unknown, int Hits)
{
    public int Total => Translated + Faults + Interrupts + Unknown;
}
