using System.Text.Json;
using FleetSim.Fleets.Sources;
using FleetSim.Model;

namespace FleetSim.Scenarios.Reporting;

/// <summary>Reads what runs have written: a document, or a folder of them.</summary>
public static class ResultReader
{
    private const string ResultName = "result.json";

    /// <summary>A run of a day with a hundred workloads is a tenth of this.</summary>
    private const int LengthMax = 64 << 20;

    /// <summary>All runs of a result document, a report's folder, or a folder with several of either.</summary>
    /// <exception cref="InputException">There is none, or one is not what a run of this version writes.</exception>
    public static IReadOnlyList<ReadResult> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
        {
            return ReadFile(path);
        }

        var files = FilesOf(path);
        return files.Count > 0
            ? [.. files.SelectMany(ReadFile)]
            : throw new InputException(
                $"has no {ResultName}, no folder with one, and no other result document", new InputPlace(path));
    }

    private static List<string> FilesOf(string folder)
    {
        try
        {
            var own = Path.Combine(folder, ResultName);
            var below = Directory.EnumerateDirectories(folder)
                .Select(one => Path.Combine(one, ResultName)).Where(File.Exists).Order(StringComparer.Ordinal).ToList();
            if (!File.Exists(own))
            {
                return [.. below, .. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)];
            }

            return below.Count == 0
                ? [own]
                : throw new InputException(
                    $"has both a {ResultName} and folders with one; name the one that is meant",
                    new InputPlace(folder));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException("cannot be read as a folder", new InputPlace(folder), failure);
        }
    }

    private static IReadOnlyList<ReadResult> ReadFile(string path)
    {
        var text = CaptureFile.ReadText(path, LengthMax);
        try
        {
            using var json = JsonDocument.Parse(text);
            RequireVersion(json.RootElement);
            IReadOnlyList<RunDocument> runs = json.RootElement.TryGetProperty("runs", out _)
                ? json.Deserialize(RunJson.Default.RepeatedDocument)!.Runs
                : [json.Deserialize(RunJson.Default.RunDocument)!];
            return runs.Count > 0
                ? [.. runs.Select(run => new ReadResult(path, run, ComparedRuns.Of(run)))]
                : throw new InputException("has no runs");
        }
        catch (JsonException problem)
        {
            var where = problem.Path is null or "$" ? "" : $" (see {problem.Path})";
            throw new InputException($"is not the result of a run{where}", new InputPlace(path), problem);
        }
        catch (InputException problem)
        {
            throw problem.In(path);
        }
    }

    private static void RequireVersion(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("version", out var version)
            || !version.TryGetInt32(out var number))
        {
            throw new InputException("is not the result of a run (it has no format version)");
        }

        if (number != RunDocument.FormatVersion)
        {
            throw new InputException(
                $"has format version {number}, and this program reads version {RunDocument.FormatVersion}");
        }
    }
}

/// <summary>A run that was read.</summary>
/// <param name="File">Where from, as the user named it.</param>
public sealed record ReadResult(string File, RunDocument Document, Load.Comparing.ComparedRun Compared);
