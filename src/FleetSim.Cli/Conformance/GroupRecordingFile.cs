using FleetSim.Fleets.Grains;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Verification.Conformance;

namespace FleetSim.Cli.Conformance;

/// <summary>A recorded topology and its groups, stage by stage; one host goes through all of them.</summary>
internal sealed class GroupRecordingFile : IRecording
{
    private readonly string _file;
    private readonly string _text;
    private readonly HostCapture _capture;

    public GroupRecordingFile(string file, string text)
    {
        _file = file;
        _text = text;
        _capture = HostImport.Parse(text, file);
    }

    public OwnershipPolicy Policy => OwnershipPolicies.Mainline;

    public IReadOnlyList<HostSource> Hosts =>
    [
        new HostSource(
            _file,
            _capture.Stages[0].Topology,
            HostIommu.Of(_capture.Iommu, _capture.KernelCommandLine),
            []),
    ];

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnModel() =>
        GroupReplay.Run(_file, _text, new ModelGroupingHost());

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnFleet(GrainFleet target, int first) =>
        GroupReplay.Run(_file, _text, new FleetGroupingHost(target, first));
}
