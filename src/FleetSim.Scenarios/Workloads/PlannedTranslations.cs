using FleetSim.Model.Translation;

namespace FleetSim.Scenarios.Workloads;

/// <summary>What has to become of a batch, by its addresses alone.</summary>
/// <param name="Faults">Requests to where nothing is mapped.</param>
/// <param name="Hits">Requests that the IOTLB has to answer; null where others use the unit too.</param>
internal readonly record struct PlannedTranslations(int Requests, int Faults, int? Hits)
{
    /// <summary>The unit counted the same.</summary>
    public bool Agrees(TranslationTally tally) => tally.Total == Requests && tally.Faults == Faults
        && tally.Translated == Requests - Faults && (Hits is not { } hits || tally.Hits == hits);
}
