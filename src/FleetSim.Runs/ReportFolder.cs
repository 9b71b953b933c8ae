using System.Globalization;
using FleetSim.Load.Ci;
using FleetSim.Load.Recording;
using FleetSim.Load.Report;
using FleetSim.Model;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;

namespace FleetSim.Runs;

/// <summary>The folder of <c>--report</c>: the files of a run, or a folder for each of several.</summary>
public sealed class ReportFolder(DirectoryInfo folder)
{
    private const string RunPrefix = "run-";
    private const string LogName = "latency.hlog";

    private static readonly (string Name, Func<RunResult, string> Text)[] Files =
    [
        ("result.json", result => RunJson.Text(RunDocument.Of(result))),
        ("load.json", result => RunJson.Text(result.Load)),
        ("junit.xml", result => JUnitReport.Render([RunChecks.Of(result)])),
        ("summary.md", RunMarkdown.Of),
        ("report.html", result => HtmlReport.Render(RunReport.Of(result))),
    ];

    /// <summary>As the help lists them.</summary>
    public static string Names { get; } = string.Join(", ", AllNames);

    private static IEnumerable<string> AllNames => [.. Files.Select(file => file.Name), LogName];

    /// <summary>A part of the folder.</summary>
    public ReportFolder Below(string name) => new(new DirectoryInfo(Path.Combine(folder.FullName, name)));

    /// <summary>The part of one of several runs.</summary>
    /// <param name="number">From 1.</param>
    public ReportFolder OfRun(int number) => Below(string.Create(CultureInfo.InvariantCulture, $"{RunPrefix}{number}"));

    /// <summary>Before anything runs: a run can take hours, and its report is what it is for.</summary>
    /// <exception cref="InputException">It cannot be written to.</exception>
    public void Check() => ResultFiles.Check(folder, RunOptions.ReportName, AllNames);

    /// <summary>The same for several runs, whose folders must not be mixed with those of earlier ones.</summary>
    /// <exception cref="InputException">It cannot be written to, or has more runs than there will be.</exception>
    public void CheckForRuns(int runs)
    {
        Check();
        for (var number = 1; number <= runs; number++)
        {
            OfRun(number).Check();
        }

        var parts = folder.Exists ? folder.EnumerateDirectories(RunPrefix + "*") : [];
        if (parts.FirstOrDefault(part => Number(part.Name) > runs) is { } left)
        {
            throw new InputException(
                $"{RunOptions.ReportName}: {left.FullName} is of earlier runs; take another folder, or remove it");
        }
    }

    /// <exception cref="IOException">It cannot be made.</exception>
    public void Create() => ResultFiles.Create(folder, RunOptions.ReportName);

    /// <summary>Latencies second by second, written while the run goes on.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public HistogramLog BeginLog()
    {
        Create();
        return new HistogramLog(ResultFiles.Begin(PathOf(LogName), RunOptions.ReportName));
    }

    /// <summary>Writes all files of a run; what was there is replaced.</summary>
    /// <exception cref="IOException">One cannot be written.</exception>
    public void Write(RunResult result)
    {
        Create();
        foreach (var (name, text) in Files)
        {
            ResultFiles.Write(PathOf(name), text(result), RunOptions.ReportName);
        }
    }

    /// <summary>Says what there is.</summary>
    public void List(TextWriter error)
    {
        foreach (var name in AllNames)
        {
            error.WriteLine($"report: {PathOf(name)}");
        }
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private static int Number(string name) =>
        int.TryParse(name.AsSpan(RunPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
