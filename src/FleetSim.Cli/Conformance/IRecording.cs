using FleetSim.Fleets.Grains;
using FleetSim.Fleets.Sources;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Verification.Conformance;
using FleetSim.Verification.Conformance.DmaMap;
using FleetSim.Verification.Conformance.Ownership;
using FleetSim.Verification.Conformance.Translation;

namespace FleetSim.Cli.Conformance;

/// <summary>One recorded file: the hosts its cases need, and how it is replayed.</summary>
internal interface IRecording
{
    /// <summary>The rules of the kernel that was recorded.</summary>
    OwnershipPolicy Policy { get; }

    /// <summary>What the host of each case is made of, or the one for all of them.</summary>
    IReadOnlyList<HostSource> Hosts { get; }

    ValueTask<IReadOnlyList<ConformanceResult>> RunOnModel();

    /// <param name="first">Index in the fleet of the first of <see cref="Hosts"/>.</param>
    ValueTask<IReadOnlyList<ConformanceResult>> RunOnFleet(GrainFleet target, int first);

    /// <summary>Reads a file of any schema that is known.</summary>
    /// <exception cref="InputException">It is none, or cannot be read.</exception>
    static IRecording Read(string file)
    {
        var text = CaptureFile.ReadText(file, ImportOptions.Default.TextLengthMax);
        return SchemaOf(file, text) switch
        {
            OwnershipReader.Schema => new OwnershipRecordingFile(OwnershipReader.Read(file, text)),
            DmaMapReader.Schema => new DmaMapRecordingFile(DmaMapReader.Read(file, text)),
            TranslationReader.Schema => new TranslationRecordingFile(TranslationReader.Read(file, text)),
            _ => new GroupRecordingFile(file, text),
        };
    }

    private static string? SchemaOf(string file, string text)
    {
        try
        {
            using var document = CaptureJson.Parse(text);
            return new JsonField(document.RootElement, "").Optional("schema")?.Text();
        }
        catch (InputException problem)
        {
            throw problem.In(file);
        }
    }
}
