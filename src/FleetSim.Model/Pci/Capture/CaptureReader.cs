using System.Collections.Immutable;
using System.Text.Json;

namespace FleetSim.Model.Pci.Capture;

/// <summary>Reads recorded hosts: captures of several stages, and single stages out of other recordings.</summary>
/// <remarks>
/// The schema is <c>oracle/groups/1</c>. The config bytes decide; decoded fields that a capture may also carry are not
/// read.
/// </remarks>
public static class CaptureReader
{
    public const string Schema = "oracle/groups/1";

    /// <summary>Reads a capture.</summary>
    /// <exception cref="InputException">The text is no capture, or a topology in it is incoherent; with the
    /// place.</exception>
    public static HostCapture Read(string text, ImportOptions? options = null)
    {
        options ??= ImportOptions.Default;
        ArgumentNullException.ThrowIfNull(text);
        options.RequireLength(text);
        using var document = CaptureJson.Parse(text);
        var root = new JsonField(document.RootElement, "");
        if (root["schema"].Text() is var schema and not Schema)
        {
            throw root["schema"].Problem($"expected '{Schema}', found '{JsonField.Shortened(schema)}'");
        }

        var stages = root["stages"];
        var read = stages.Items(options.StagesMax).Select(stage => StageReader.Read(stage, options)).ToImmutableArray();
        return new HostCapture
        {
            Name = root["name"].Text(),
            Iommu = Kind(root["iommu"]),
            Kernel = root.Optional("kernel")?.Text(),
            KernelCommandLine = root.Optional("kernelCommandLine")?.Text(),
            Stages = read.Length > 0 ? read : throw stages.Problem("a capture has at least one stage"),
        };
    }

    /// <summary>Reads one stage on its own: an object with <c>devices</c> and <c>groups</c>.</summary>
    /// <param name="path">Where the element stands in its document, for messages.</param>
    /// <exception cref="InputException">The element is no stage, or its topology is incoherent.</exception>
    public static CaptureStage ReadStage(JsonElement stage, string path, ImportOptions? options = null) =>
        StageReader.Read(new JsonField(stage, path), options ?? ImportOptions.Default);

    /// <summary>
    /// The IOMMU that a recording names: <c>intel</c>, <c>intel-nocm</c>, <c>amd</c>, <c>virtio</c>, <c>none</c>.
    /// </summary>
    public static bool TryParseIommu(string text, out IommuKind kind)
    {
        kind = text switch
        {
            "intel" => IommuKind.Intel,
            "intel-nocm" => IommuKind.IntelNoCachingMode,
            "amd" => IommuKind.Amd,
            "virtio" => IommuKind.Virtio,
            _ => IommuKind.None,
        };
        return kind != IommuKind.None || text == "none";
    }

    /// <summary>The name under which a recording has an IOMMU.</summary>
    internal static string IommuName(IommuKind kind) => kind switch
    {
        IommuKind.Intel => "intel",
        IommuKind.IntelNoCachingMode => "intel-nocm",
        IommuKind.Amd => "amd",
        IommuKind.Virtio => "virtio",
        _ => "none",
    };

    private static IommuKind Kind(JsonField field) =>
        TryParseIommu(field.Text(), out var kind)
            ? kind
            : throw field.Problem(
                $"'{JsonField.Shortened(field.Text())}' is not one of intel, intel-nocm, amd, virtio, none");
}
