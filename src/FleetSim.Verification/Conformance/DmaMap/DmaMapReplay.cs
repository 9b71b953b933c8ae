using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Verification.Conformance.DmaMap;

/// <summary>Replays what a real kernel answered to containers that map and unmap, and compares.</summary>
public static class DmaMapReplay
{
    /// <param name="host">A host for each case, by its index, that has booted with its
    /// <see cref="DmaMapHosts.Templates"/>.</param>
    /// <returns>One result a case. A case ends at the first step that differs.</returns>
    public static async ValueTask<IReadOnlyList<ConformanceResult>> Run(
        DmaMapRecording recording, Func<int, IOwnershipHost> host)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(host);
        var results = new List<ConformanceResult>();
        for (var i = 0; i < recording.Cases.Length; i++)
        {
            var difference = await new DmaMapCaseReplay(recording.Cases[i], host(i)).Run().ConfigureAwait(false);
            results.Add(new ConformanceResult(recording.File, recording.Cases[i].Name, difference));
        }

        return results;
    }
}
