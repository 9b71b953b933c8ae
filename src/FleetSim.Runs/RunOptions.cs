using System.CommandLine;
using FleetSim.Model;
using FleetSim.Scenarios.Files;
using Microsoft.Extensions.Logging;

namespace FleetSim.Runs;

/// <summary>What <c>run</c> and <c>compare-policies</c> have in common on the command line.</summary>
public sealed class RunOptions
{
    public const string ReportName = "--report";

    public Argument<string> Scenario { get; } = new("scenario")
    {
        Description = $"A scenario file, or a shipped one by name: {string.Join(", ", ShippedScenarios.Names)}.",
    };

    public Option<string> Seed { get; } = new("--seed") { Description = "Decides every random choice instead of the file's seed." };

    public Option<string> Hosts { get; } = new("--hosts") { Description = "Number of hosts instead of the file's." };

    public Option<string> Duration { get; } = new("--duration") { Description = "Measured time instead of the file's, such as 30s." };

    public Option<string> Durability { get; } = new("--durability") { Description = "Where state lives: none." };

    public Option<string> Via { get; } = new("--via")
    {
        Description = "grains (default), or local: without grains, in a time of its own, the same byte for byte every time.",
        DefaultValueFactory = _ => "grains",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON document on standard output." };

    public Option<DirectoryInfo> Report { get; } = new(ReportName)
    {
        Description = $"Folder for {ReportFolder.Names}; of several runs, one below it each.",
    };

    public Option<string> Http { get; } = new("--http")
    {
        Description = "Serve /metrics and /health while it runs, such as 127.0.0.1:9464.",
    };

    public Option<string> Cluster { get; } = new("--cluster")
    {
        Description = "Run on a cluster of silos instead of a silo of this process: the gateway of one, such as "
            + "127.0.0.1:30000, or several with commas.",
        HelpName = "HOST:PORT",
    };

    public Option<LogLevel> Log { get; } = new("--log")
    {
        Description = "The least that is logged on standard error: trace, debug, information, warning (default), error, "
            + "critical, none.",
        DefaultValueFactory = _ => LogLevel.Warning,
    };

    public void AddTo(Command command)
    {
        Via.AcceptOnlyFromAmong("grains", "local");
        command.Arguments.Add(Scenario);
        foreach (var option in new Option[] { Seed, Hosts, Duration, Durability, Via, Json, Report, Http, Cluster, Log })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Without grains, in a simulated time.</summary>
    public bool IsLocal(ParseResult parsed) => parsed.GetValue(Via) == "local";

    /// <summary>Where the fleet of a run lives.</summary>
    /// <exception cref="InputException">An address is none.</exception>
    public FleetPlace Place(ParseResult parsed) => new()
    {
        IsLocal = IsLocal(parsed),
        Http = FleetPlace.Loopback(parsed.GetValue(Http), "--http", "127.0.0.1:9464"),
        Cluster = FleetPlace.Gateways(parsed.GetValue(Cluster), "--cluster"),
        Log = parsed.GetValue(Log),
    };

    /// <summary>Null when no report is wanted.</summary>
    public ReportFolder? Folder(ParseResult parsed) =>
        parsed.GetValue(Report) is { } folder ? new ReportFolder(folder) : null;

    /// <summary>The scenario with what the command line says instead, and the folder its paths start at.</summary>
    public (Scenario Scenario, string Directory) Read(ParseResult parsed, string? policy)
    {
        var name = parsed.GetRequiredValue(Scenario);
        var shipped = ShippedScenarios.Find(name);
        var directory = shipped is null ? Path.GetDirectoryName(Path.GetFullPath(name))! : Environment.CurrentDirectory;
        var read = shipped is null ? ScenarioFile.Read(name) : ScenarioFile.Parse(shipped, $"{name}.yaml");
        var scenario = read.With(new ScenarioOverrides
        {
            Policy = policy,
            Seed = parsed.GetValue(Seed),
            Hosts = parsed.GetValue(Hosts),
            Duration = parsed.GetValue(Duration),
            Durability = parsed.GetValue(Durability),
        });
        return (scenario, directory);
    }
}
