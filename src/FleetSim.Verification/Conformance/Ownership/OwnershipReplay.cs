namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>
/// Replays what a real kernel answered to operations on drivers, groups and VFIO files, and compares.
/// </summary>
public static class OwnershipReplay
{
    /// <param name="host">A host for each case, by its index, that has booted with
    /// <see cref="OwnershipHosts.Template"/>.</param>
    /// <returns>One result a case. A case ends at the first step that differs.</returns>
    public static async ValueTask<IReadOnlyList<ConformanceResult>> Run(
        OwnershipRecording recording, Func<int, IOwnershipHost> host)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(host);
        var results = new List<ConformanceResult>();
        for (var i = 0; i < recording.Cases.Length; i++)
        {
            var replay = new OwnershipCaseReplay(recording, recording.Cases[i], host(i));
            var difference = await replay.Run().ConfigureAwait(false);
            results.Add(new ConformanceResult(recording.File, recording.Cases[i].Name, difference));
        }

        return results;
    }
}
