using FleetSim.Fleets.Grains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Conformance;
using FleetSim.Verification.Conformance.DmaMap;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Cli.Conformance;

/// <summary>Recorded mappings of containers; every case has a host of its own.</summary>
internal sealed class DmaMapRecordingFile(DmaMapRecording recording) : IRecording
{
    public OwnershipPolicy Policy { get; } = DmaMapHosts.Policy(recording);

    public IReadOnlyList<HostSource> Hosts { get; } = DmaMapHosts.Sources(recording);

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnModel()
    {
        var templates = DmaMapHosts.Templates(recording);
        return DmaMapReplay.Run(recording, index => new ModelOwnershipHost(Policy, templates[index]));
    }

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnFleet(GrainFleet target, int first) =>
        DmaMapReplay.Run(recording, index => new FleetOwnershipHost(target, first + index));
}
