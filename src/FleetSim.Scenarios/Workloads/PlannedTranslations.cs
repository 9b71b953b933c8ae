using FleetSim.Model.Translation.Units;

namespace FleetSim.Scenarios.Workloads;

/// <summary>What has to become of a batch, by its addresses alone.</summary>
/// <param name="Faults">Requests to where nothing is mapped.</param>
/// <param name="Hits">Requests that the IOTLB has to answer; null where others use the unit too.</param>
/// <param name="Stale">Of those, requests to what is unmapped and not flushed yet.</param>
/// <param name="Either">Requests to what is unmapped, of which nobody knows whether the flush was faster.</param>
internal readonly record struct PlannedTranslations(int Requests, int Faults, int? Hits, int Stale = 0, int Either = 0)
{
    /// <summary>The unit counted the same.</summary>
    public bool Agrees(TranslationTally tally) => tally.Total == Requests
        && tally.Faults >= Faults && tally.Faults <= Faults + Either
        && tally.Translated == Requests - tally.Faults && (Hits is not { } hits || tally.Hits == hits);
}
