using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>Reads recordings of schema <c>oracle/ownership/1</c>.</summary>
public static partial class OwnershipReader
{
    public const string Schema = "oracle/ownership/1";

    private const int CasesMax = 10_000;
    private const int StepsMax = 100_000;
    private const int DevicesMax = 4096;

    /// <exception cref="InputException">The text is no such recording; with the field.</exception>
    public static OwnershipRecording Read(string file, string text)
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

    private static OwnershipRecording Read(string file, JsonField root)
    {
        if (root["schema"].Text() != Schema)
        {
            throw root["schema"].Problem($"expected '{Schema}'");
        }

        var stage = CaptureReader.ReadStage(root["capture"].Value, "capture");
        return new OwnershipRecording
        {
            File = file,
            Part = root["part"].Text(),
            Kernel = Kernel(root["kernel"]),
            Iommu = CaptureReader.TryParseIommu(root["iommu"].Text(), out var kind)
                ? HostIommu.Of(kind, root.Optional("kernelCommandLine")?.Text())
                : throw root["iommu"].Problem("is no IOMMU that recordings know"),
            Topology = stage.Topology,
            Devices = [.. root["devicesUnderTest"].Items(DevicesMax).Select(device => device.Address())],
            Boot = View(root["bootState"]),
            Cases = [.. root["cases"].Items(CasesMax).Select(Case)],
        };
    }

    internal static KernelVersion Kernel(JsonField field)
    {
        var version = VersionPattern().Match(field.Text());
        return version.Success
            ? new KernelVersion(
                int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture),
                int.Parse(version.Groups[2].Value, CultureInfo.InvariantCulture))
            : throw field.Problem("has no version of a kernel");
    }

    private static OwnershipCase Case(JsonField field) => new(
        field["name"].Text(),
        [.. field["steps"].Items(StepsMax).Select(OwnershipStepReader.Read)],
        field.Optional("kernelBug") is not null);

    internal static OwnershipView View(JsonField field) => new(
        field["drivers"].Members().ToImmutableSortedDictionary(
            driver => Address(driver.Name, driver.Field), driver => driver.Field.IsNull ? null : driver.Field.Text()),
        field["groups"].Members().ToImmutableSortedDictionary(
            group => Number(group.Name, group.Field), group => Group(group.Field)));

    internal static int Number(string text, JsonField field) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw field.Problem($"'{JsonField.Shortened(text)}' is no number of a group");

    private static OwnershipGroupView Group(JsonField field) => new(
        [.. field["devices"].Items(DevicesMax).Select(device => device.Address())],
        field.Optional("type")?.Text(),
        field["vfioNode"].Flag());

    private static PciAddress Address(string text, JsonField field) =>
        PciAddress.TryParse(text, out var address)
            ? address
            : throw field.Problem($"'{JsonField.Shortened(text)}' is no PCI address");

    [GeneratedRegex(@"\b(\d{1,4})\.(\d{1,4})\b")]
    private static partial Regex VersionPattern();
}
