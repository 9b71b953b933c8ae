using FleetSim.Fleets.Grains;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Verification.Conformance;
using FleetSim.Verification.Conformance.Translation;

namespace FleetSim.Cli.Conformance;

/// <summary>Recorded requests to a unit, each case with an image of memory; one unit goes through all of them.</summary>
internal sealed class TranslationRecordingFile(TranslationRecording recording) : IRecording
{
    public OwnershipPolicy Policy => OwnershipPolicies.Mainline;

    /// <summary>A host without devices: only its unit is asked.</summary>
    public IReadOnlyList<HostSource> Hosts =>
        [new HostSource(recording.File, PciTopology.Empty, HostIommu.Of(IommuKind.Intel, null), [])];

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnModel() =>
        TranslationReplay.Run(recording, new ModelTranslationUnit());

    public ValueTask<IReadOnlyList<ConformanceResult>> RunOnFleet(GrainFleet target, int first) =>
        TranslationReplay.Run(recording, new GrainTranslationUnit(target.Unit(first, "dmar0"), target.Generation));
}
