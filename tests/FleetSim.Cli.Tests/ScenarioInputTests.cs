using System.Net;
using System.Net.Sockets;

namespace FleetSim.Cli.Tests;

public sealed class ScenarioInputTests : IDisposable
{
    private const int BadInput = 2;
    private const int Environment = 3;

    private const string Scenario = """
        name: small
        fleet: { hosts: 1, mix: [ { topology: xeon-e5-dual } ] }
        duration: 100ms
        workloads:
          - { name: storm, kind: hotplug-storm, load: { inject: 100/s } }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_FileMissing_IsRefused()
    {
        var file = _folder.At("nowhere.yaml");

        (await FleetSimProgram.Run("run", file)).RequireRefused(BadInput, $"{file}: there is no such file");
    }

    [Fact]
    public async Task Run_FolderInsteadOfFile_IsRefused() =>
        (await FleetSimProgram.Run("run", _folder.Path))
        .RequireRefused(BadInput, $"{_folder.Path}: cannot be read as a file");

    /// <summary>It opens, but the kernel refuses the first read.</summary>
    [Fact]
    public async Task Run_UnreadableFile_IsRefused() =>
        (await FleetSimProgram.Run("run", "/proc/self/mem"))
        .RequireRefused(BadInput, "/proc/self/mem: cannot be read as a file");

    [Theory]
    [InlineData("", ": is empty; a scenario needs at least name, fleet, duration and workloads")]
    [InlineData(Scenario + "\ncolour: red", ":6: 'colour' is not a key here; expected name, ")]
    [InlineData(Scenario + "\nname: again", ":6: name: the key is given twice")]
    [InlineData(Scenario + "\nwarmup: 5parsecs", ":6: warmup: '5parsecs' has the unknown unit 'parsecs'")]
    [InlineData(Scenario + "\npolicy: nope", ":6: policy: 'nope' is not one of viability, ")]
    [InlineData(Scenario + "\n\tseed: 1", ":6: ")]
    public async Task Run_BadFile_IsRefusedWithFileLineAndField(string text, string sentence)
    {
        var file = _folder.Write("bad.yaml", text);

        var refused = await FleetSimProgram.Run("run", file);

        Assert.StartsWith($"fleetsim: {file}{sentence}", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal((BadInput, ""), (refused.ExitCode, refused.Output));
    }

    [Fact]
    public async Task Run_FileOfNestedBrackets_IsRefused()
    {
        var file = _folder.Write("deep.yaml", new string('[', 200_000));

        (await FleetSimProgram.Run("run", file))
            .RequireRefused(BadInput, $"{file}:1: lists and mappings are nested more than 32 deep");
    }

    [Theory]
    [InlineData("--policy", "nope")]
    [InlineData("--hosts", "0")]
    [InlineData("--http", "0.0.0.0:1")]
    public async Task Run_BadOption_CreatesNoReportFolder(string option, string value)
    {
        var report = _folder.At("report");

        var refused = await FleetSimProgram.Run(
            "run", _folder.Write("s.yaml", Scenario), option, value, "--report", report);

        Assert.Equal(BadInput, refused.ExitCode);
        Assert.False(Path.Exists(report));
    }

    [Fact]
    public async Task Run_BadScenario_CreatesNoReportFolder()
    {
        var report = _folder.At("report");

        var refused = await FleetSimProgram.Run("run", _folder.Write("s.yaml", "name: x"), "--report", report);

        Assert.Equal(BadInput, refused.ExitCode);
        Assert.False(Path.Exists(report));
    }

    [Fact]
    public async Task Run_TopologyMissing_IsRefusedAndCreatesNoReportFolder()
    {
        var report = _folder.At("report");
        var file = _folder.Write(
            "s.yaml", Scenario.Replace("xeon-e5-dual", "captures/none.json", StringComparison.Ordinal));

        var refused = await FleetSimProgram.Run("run", file, "--via", "local", "--report", report);

        Assert.Equal(BadInput, refused.ExitCode);
        Assert.Contains("captures/none.json", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.TrimEnd('\n').Split('\n'));
        Assert.False(Path.Exists(report));
    }

    [Fact]
    public async Task Run_PortTaken_IsTheEnvironmentsFaultAndCreatesNoReportFolder()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var report = _folder.At("report");

        var failed = await FleetSimProgram.Run(
            "run", _folder.Write("s.yaml", Scenario), "--http", $"{other.LocalEndPoint}", "--report", report);

        failed.RequireRefused(Environment, $"cannot listen on {other.LocalEndPoint}: Address already in use");
        Assert.False(Path.Exists(report));
    }

    [Fact]
    public async Task Run_MemoryThresholdWithoutGrains_IsRefusedBeforeTheLoad()
    {
        var file = _folder.Write("s.yaml", Scenario + "\nthresholds: [ memory.growth < 10% ]\n");

        var refused = await FleetSimProgram.Run("run", file, "--via", "local");

        refused.RequireRefused(
            BadInput,
            "--via local: memory.growth is measured with grains only; leave out the threshold or --via local");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("compare-policies")]
    public async Task Run_ReportFolderIsAFile_FailsBeforeTheLoad(string verb)
    {
        var taken = _folder.Write("report", "a file");

        var failed = await FleetSimProgram.Run(
            verb, _folder.Write("s.yaml", Scenario), "--via", "local", "--report", taken);

        failed.RequireRefused(BadInput, $"--report: {taken} is a file, and a folder is needed");
        Assert.Equal("a file", await File.ReadAllTextAsync(taken, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_ReportFileIsAFolder_IsRefusedBeforeTheLoad()
    {
        var report = Directory.CreateDirectory(_folder.At("report"));
        var taken = report.CreateSubdirectory("result.json").FullName;

        var refused = await FleetSimProgram.Run(
            "run", _folder.Write("s.yaml", Scenario), "--via", "local", "--report", report.FullName);

        refused.RequireRefused(BadInput, $"--report: {taken} is a folder, and a file is to be written there");
        Assert.Single(report.EnumerateFileSystemInfos());
    }

    /// <summary>Nobody can write there, whoever runs the test.</summary>
    [Fact]
    public async Task Run_ReportFolderCannotBeWrittenTo_IsRefusedBeforeTheLoad()
    {
        var refused = await FleetSimProgram.Run(
            "run", _folder.Write("s.yaml", Scenario), "--via", "local", "--report", "/proc/report");

        refused.RequireRefused(BadInput, "--report: /proc cannot be written to");
    }

    [Fact]
    public async Task Run_WithReport_WritesItsFilesAndListsThem()
    {
        var report = _folder.At("new/report");

        var run = await FleetSimProgram.Run(
            "run", _folder.Write("s.yaml", Scenario), "--via", "local", "--report", report);

        Assert.Equal(0, run.ExitCode);
        string[] names = ["junit.xml", "latency.hlog", "load.json", "report.html", "result.json", "summary.md"];
        Assert.Equal(names, new DirectoryInfo(report).EnumerateFiles().Select(file => file.Name).Order());
        Assert.All(names, name => Assert.Contains($"\nreport: {report}/{name}\n", run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ThresholdMissed_IsOne()
    {
        var file = _folder.Write("s.yaml", Scenario + "\nthresholds: [ violations == 1 ]");

        var run = await FleetSimProgram.Run("run", file, "--via", "local");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("threshold violations == 1: missed (0)", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("FAIL\n", run.Output, StringComparison.Ordinal);
    }
}
