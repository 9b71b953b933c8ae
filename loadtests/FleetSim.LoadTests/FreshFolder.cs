using FleetSim.Model;
using FleetSim.Runs;
using FleetSim.Scenarios.Engines;

namespace FleetSim.LoadTests;

/// <summary>Where a run writes: a folder that it makes itself, so that a framework that empties its folder before it
/// begins can delete nothing of anybody.</summary>
internal sealed class FreshFolder : IDisposable
{
    private const string ResultName = "result.json";

    private readonly DirectoryInfo _folder;

    private FreshFolder(DirectoryInfo folder, bool wanted)
    {
        _folder = folder;
        Reports = new ForeignReports(Path.Combine(folder.FullName, "framework"), wanted);
        ResultFiles.Create(new DirectoryInfo(Reports.Folder), RunOptions.ReportName);
    }

    public ForeignReports Reports { get; }

    /// <param name="wanted">Null for a folder that is thrown away.</param>
    /// <exception cref="InputException">There is something already, or it cannot be written to.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static FreshFolder Open(DirectoryInfo? wanted)
    {
        if (wanted is null)
        {
            return new FreshFolder(Directory.CreateTempSubdirectory("fleetsim-"), wanted: false);
        }

        ResultFiles.Check(wanted, RunOptions.ReportName, [ResultName]);
        var isTaken = wanted.Exists && wanted.EnumerateFileSystemInfos().Any();
        return isTaken
            ? throw new InputException(
                $"{RunOptions.ReportName}: '{wanted}' is there already; name a folder that does not exist or is empty")
            : new FreshFolder(wanted, wanted: true);
    }

    /// <summary>The result beside the framework's own reports, if anybody wants them.</summary>
    public void Write(ForeignDocument document)
    {
        if (Reports.Wanted)
        {
            ResultFiles.Write(
                Path.Combine(_folder.FullName, ResultName), ForeignJson.Text(document), RunOptions.ReportName);
        }
    }

    public void Dispose()
    {
        if (!Reports.Wanted)
        {
            _folder.Delete(recursive: true);
        }
    }
}
