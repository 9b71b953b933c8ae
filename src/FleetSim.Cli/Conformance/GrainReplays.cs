using FleetSim.Fleets.Grains;
using FleetSim.Model.Hosts;
using FleetSim.Silo;
using FleetSim.Verification.Conformance;

namespace FleetSim.Cli.Conformance;

/// <summary>Replays recordings through grains: all hosts that follow one kernel's rules are one fleet.</summary>
internal static class GrainReplays
{
    /// <returns>The results in the order of the recordings.</returns>
    public static async Task<List<ConformanceResult>> Run(List<IRecording> recordings, CancellationToken cancellation)
    {
        var results = new Dictionary<IRecording, IReadOnlyList<ConformanceResult>>();
        foreach (var alike in recordings.GroupBy(recording => recording.Policy))
        {
            var parts = alike.Select(recording => (Recording: recording, recording.Hosts)).ToList();
            var fleet = Fleet.OneEach(alike.Key, parts.SelectMany(part => part.Hosts));
            await using var silo = await EmbeddedSilo.Start(fleet, new SiloOptions(), cancellation);
            var target = new GrainFleet(silo.Grains, fleet, silo.Instruments, silo.BrokenInvariants, silo.Incidents);
            var first = 0;
            foreach (var (recording, hosts) in parts)
            {
                results[recording] = await recording.RunOnFleet(target, first);
                first += hosts.Count;
            }
        }

        return [.. recordings.SelectMany(recording => results[recording])];
    }
}
