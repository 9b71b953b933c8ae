using FleetSim.Fleets.Grains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Conformance;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Cli.Conformance;

/// <summary>Recorded operations on drivers, groups and VFIO files; every case has a host of its own.</summary>
internal sealed class OwnershipRecordingFile(OwnershipRecording recording) : IRecording
{
    private readonly HostTemplate _template = OwnershipHosts.Template(recording);

    public OwnershipPolicy Policy { get; } = OwnershipHosts.Policy(recording);

    public IReadOnlyList<HostTemplate> Hosts => [.. Enumerable.Repeat(_template, recording.Cases.Length)];

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnModel() =>
        OwnershipReplay.Run(recording, _ => new ModelOwnershipHost(Policy, _template));

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnFleet(GrainFleet target, int first) =>
        OwnershipReplay.Run(recording, index => new FleetOwnershipHost(target, first + index));
}
