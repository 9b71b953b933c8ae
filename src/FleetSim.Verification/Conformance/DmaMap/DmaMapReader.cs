using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Verification.Conformance.DmaMap;

/// <summary>Reads recordings of schema <c>oracle/dmamap/1</c>.</summary>
public static class DmaMapReader
{
    public const string Schema = "oracle/dmamap/1";

    private const int CasesMax = 10_000;
    private const int StepsMax = 100_000;

    /// <summary>Bits of an IOVA that QEMU's VT-d translates unless it is told otherwise.</summary>
    private const int IntelWidth = 39;

    /// <exception cref="InputException">The text is no such recording; with the field.</exception>
    public static DmaMapRecording Read(string file, string text)
    {
        using var document = CaptureJson.Parse(text);
        try
        {
            return Read(file, new JsonField(document.RootElement, ""));
        }
        catch (InputException problem) when (problem.Place.File is null)
        {
            throw problem.In(file);
        }
    }

    private static DmaMapRecording Read(string file, JsonField root)
    {
        if (root["schema"].Text() != Schema)
        {
            throw root["schema"].Problem($"expected '{Schema}'");
        }

        return new DmaMapRecording
        {
            File = file,
            Kernel = OwnershipReader.Kernel(root["kernel"]),
            Iommu = Iommu(root["iommu"], root.Optional("kernelCommandLine")?.Text()),
            Cases = [.. root["cases"].Items(CasesMax).Select(Case)],
        };
    }

    private static HostIommu Iommu(JsonField field, string? commandLine) => field.Text() switch
    {
        "intel" => HostIommu.Of(IommuKind.Intel, commandLine) with { Width = IntelWidth },
        "intel-nocm" => HostIommu.Of(IommuKind.IntelNoCachingMode, commandLine) with { Width = IntelWidth },
        "intel-aw48" => HostIommu.Of(IommuKind.Intel, commandLine) with { Width = 48 },
        "amd" => HostIommu.Of(IommuKind.Amd, commandLine),
        _ => throw field.Problem("is no IOMMU that recordings of mappings know"),
    };

    private static DmaMapCase Case(JsonField field) => new(
        field["name"].Text(),
        field["iommuType"].WholeNumber(1, int.MaxValue),
        (uint)field["dmaEntryLimit"].WholeNumber(0, int.MaxValue),
        [.. field["steps"].Items(StepsMax).Select(DmaMapStepReader.Read)]);
}
