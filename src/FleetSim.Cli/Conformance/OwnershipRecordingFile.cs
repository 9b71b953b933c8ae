using FleetSim.Fleets.Grains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Conformance;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Cli.Conformance;

/// <summary>Recorded operations on drivers, groups and VFIO files; every case has a host of its own.</summary>
internal sealed class OwnershipRecordingFile(OwnershipRecording recording) : IRecording
{
    private readonly HostSource _source = OwnershipHosts.Source(recording);

    public OwnershipPolicy Policy { get; } = OwnershipHosts.Policy(recording);

    public IReadOnlyList<HostSource> Hosts => [.. Enumerable.Repeat(_source, recording.Cases.Length)];

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnModel()
    {
        var template = _source.Boot(Policy);
        return OwnershipReplay.Run(recording, _ => new ModelOwnershipHost(Policy, template));
    }

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnFleet(GrainFleet target, int first) =>
        OwnershipReplay.Run(recording, index => new FleetOwnershipHost(target, first + index));
}
