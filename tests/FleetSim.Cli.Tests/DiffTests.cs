using System.Text.Json.Nodes;

namespace FleetSim.Cli.Tests;

/// <summary><c>run --repeat</c> and <c>diff</c>, from the command line to the exit code.</summary>
public sealed class DiffTests : IDisposable
{
    private const int BadInput = 2;

    private static readonly string[] Short = ["--via", "local", "--hosts", "4", "--duration", "200ms", "--json"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Diff_OfTheSameRunTwice_IsEqualAndZero()
    {
        var file = await Result("base.json");

        var diff = await FleetSimProgram.Run("diff", file, file);

        Assert.Equal((0, ""), (diff.ExitCode, diff.Error));
        Assert.EndsWith("equal: nothing is worse by more than 10 %\n", diff.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', diff.Output);
    }

    [Fact]
    public async Task Diff_OneViolationMore_IsARegressionAndOne()
    {
        var before = await Result("base.json");
        var after = Changed(before, "new.json", document => document["violations"] = 1);

        var diff = await FleetSimProgram.Run("diff", before, after, "--json");

        var document = JsonNode.Parse(diff.Output)!;
        Assert.Equal(1, diff.ExitCode);
        Assert.Equal("regression", (string?)document["verdict"]);
        Assert.Equal("regression: worse are violations", (string?)document["summary"]);
        var line = document["lines"]!.AsArray().Single(one => (string?)one!["figure"] == "violations")!;
        Assert.Equal((0, 1, "regression"), ((int)line["base"]!, (int)line["new"]!, (string?)line["verdict"]));
    }

    [Fact]
    public async Task Diff_RateOfAClosedLoadLowerByAThird_IsARegression()
    {
        var before = await Result("base.json", "1s", Closed);
        var after = Changed(before, "new.json", document =>
        {
            var vms = document["measurements"]!["vms"]!;
            vms["rate"] = (double)vms["rate"]! / 1.5;
        });

        var diff = await FleetSimProgram.Run("diff", before, after);

        Assert.Equal(1, diff.ExitCode);
        Assert.Contains("regression: worse are vms rate", diff.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await FleetSimProgram.Run("diff", after, before)).ExitCode);
    }

    [Fact]
    public async Task Run_Repeated_IsOneDocumentWithAllRuns()
    {
        var run = await FleetSimProgram.Run(["run", "smoke", "--repeat", "3", .. Short]);

        var document = JsonNode.Parse(run.Output)!;
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ("smoke", "pass", 1),
            ((string?)document["scenario"], (string?)document["verdict"], (int)document["version"]!));
        var runs = document["runs"]!.AsArray().Select(one => one!.ToJsonString()).ToArray();
        Assert.Equal(3, runs.Length);
        Assert.Single(runs.Distinct());
    }

    [Fact]
    public async Task Run_RepeatedWithReport_HasAFolderForEachAndDiffReadsThem()
    {
        var report = _folder.At("report");

        var run = await FleetSimProgram.Run(["run", "smoke", "--repeat", "2", "--report", report, .. Short]);
        var diff = await FleetSimProgram.Run("diff", report, Path.Combine(report, "run-1"), "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["run-1", "run-2"], Directory.GetFileSystemEntries(report).Select(Path.GetFileName).Order());
        var document = JsonNode.Parse(diff.Output)!;
        Assert.Equal((2, 1), ((int)document["base"]!["runs"]!, (int)document["new"]!["runs"]!));
        Assert.Equal("equal", (string?)document["verdict"]);
    }

    [Fact]
    public async Task Run_RepeatedOverAFolderOfMoreRuns_IsRefused()
    {
        var left = Directory.CreateDirectory(_folder.At("report/run-3")).FullName;

        var refused = await FleetSimProgram.Run(
            ["run", "smoke", "--repeat", "2", "--report", _folder.At("report"), .. Short]);

        refused.RequireRefused(
            BadInput, $"--report: {left} is of earlier runs; take another folder, or remove it");
    }

    [Theory]
    [InlineData("{}", "is not the result of a run (it has no format version)")]
    [InlineData("[1]", "is not the result of a run (it has no format version)")]
    [InlineData("nothing", "is not the result of a run")]
    [InlineData("""{"version":2}""", "has format version 2, and this program reads version 1")]
    [InlineData("""{"version":1}""", "is not the result of a run")]
    [InlineData("""{"version":1,"build":{"version":"1"},"scenario":"s","verdict":"pass","runs":[]}""", "has no runs")]
    public async Task Diff_OfWhatIsNoResult_IsRefusedWithTheFile(string text, string sentence)
    {
        var file = _folder.Write("other.json", text);

        (await FleetSimProgram.Run("diff", file, file)).RequireRefused(BadInput, $"{file}: {sentence}");
    }

    [Fact]
    public async Task Diff_OfMissingFilesAndEmptyFolders_IsRefused()
    {
        var nowhere = _folder.At("nowhere.json");

        (await FleetSimProgram.Run("diff", nowhere, nowhere))
            .RequireRefused(BadInput, $"{nowhere}: there is no such file");
        (await FleetSimProgram.Run("diff", _folder.Path, nowhere)).RequireRefused(
            BadInput, $"{_folder.Path}: has no result.json, no folder with one, and no other result document");
    }

    [Fact]
    public async Task Diff_OfAnotherScenario_IsRefused()
    {
        var (smoke, other) = (await Result("smoke.json"), await Result("other.json", "200ms", Closed));

        (await FleetSimProgram.Run("diff", smoke, other)).RequireRefused(
            BadInput, $"{other}: cannot be compared with {smoke}: scenario closed, not smoke");
    }

    [Theory]
    [InlineData("0%", "there is always noise; expected more than 0%")]
    [InlineData("much", "'much' does not start with a number; expected a share such as 1% or 0.01")]
    public async Task Diff_ToleranceThatIsNone_IsRefused(string tolerance, string sentence)
    {
        var file = await Result("base.json");

        (await FleetSimProgram.Run("diff", file, file, "--tolerance", tolerance))
            .RequireRefused(BadInput, $"--tolerance: {sentence}");
    }

    private string Closed => _folder.Write(
        "closed.yaml",
        """
        name: closed
        fleet: { hosts: 2, mix: [ { topology: growing-group } ] }
        duration: 200ms
        workloads:
          - { name: vms, kind: claim-contention, load: { constant: 4 }, hold: 1ms..5ms }
        """);

    private async Task<string> Result(string name, string duration = "200ms", string scenario = "smoke")
    {
        var run = await FleetSimProgram.Run(
            "run", scenario, "--via", "local", "--hosts", "4", "--duration", duration, "--json");
        return _folder.Write(name, run.Output);
    }

    private string Changed(string file, string name, Action<JsonNode> change)
    {
        var document = JsonNode.Parse(File.ReadAllText(file))!;
        change(document);
        return _folder.Write(name, document.ToJsonString());
    }
}
