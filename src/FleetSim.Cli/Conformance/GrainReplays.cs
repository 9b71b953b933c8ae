using FleetSim.Contracts.Declarations;
using FleetSim.Fleets.Grains;
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
            var sources = parts.SelectMany(part => part.Hosts).ToList();
            await using var silo = await FleetSilo.Start(new SiloOptions(), cancellation);
            using var target = await GrainFleet.Declare(silo.Grains, new FleetDeclaration
            {
                Hosts = sources.Count,
                Mix = [.. sources.Select(source => new HostShare(source, 1))],
                InTurn = true,
                Policy = alike.Key.Name,
                Seed = 0,
            });
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
