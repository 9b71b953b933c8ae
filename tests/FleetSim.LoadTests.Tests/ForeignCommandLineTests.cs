using System.Text.Json;

namespace FleetSim.LoadTests.Tests;

/// <summary>A run on a load framework is the same run, and its counts are compared.</summary>
public sealed class ForeignCommandLineTests : IDisposable
{
    private readonly ForeignProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Run_CountsAreTrue_PassesAndSaysThatTheyAgree()
    {
        var file = _program.Write(ForeignProgram.Scenario);

        var (code, output, error) = await ForeignProgram.Run(new CountingEngine(), file);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("vms (claim): counting engine EPERM 27, ok 13", output, StringComparison.Ordinal);
        Assert.Contains(
            "fleetsim.claims{claim_group} + fleetsim.binds{claim}: EPERM 27, ok 13", output, StringComparison.Ordinal);
        Assert.Contains("they agree", output, StringComparison.Ordinal);
        Assert.EndsWith("PASS" + Environment.NewLine, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hotplug-storm", "hot-plug", "")]
    [InlineData("driver-churn", "bind", ", attach: 30%")]
    [InlineData("translation", "translation-batch", ", batch: 64")]
    [InlineData("vm-churn", "vm-life", ", hold: 1ms, accesses: 64, batch: 64")]
    public async Task Run_EveryKind_AgreesWithTheGrains(string kind, string operation, string keys)
    {
        var file = _program.Write(ForeignProgram.Scenario.Replace(
            "kind: claim-contention, load: { constant: 4 }, hold: 1ms", $"kind: {kind}, load: {{ constant: 4 }}{keys}",
            StringComparison.Ordinal));

        var (code, output, _) = await ForeignProgram.Run(new CountingEngine(), file, "--json");

        using var json = JsonDocument.Parse(output);
        var compared = Assert.Single(json.RootElement.GetProperty("operations").EnumerateArray());
        Assert.Equal(0, code);
        Assert.Equal(operation, compared.GetProperty("operation").GetString());
        Assert.Equal(JsonValueKind.True, compared.GetProperty("agrees").ValueKind);
        Assert.NotEmpty(compared.GetProperty("counted").EnumerateObject());
        Assert.Equal("pass", json.RootElement.GetProperty("run").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Run_EngineCountsOneTooMany_FailsAndSaysSo()
    {
        var file = _program.Write(ForeignProgram.Scenario);
        var engine = new CountingEngine { Told = count => count with { Count = count.Count + 1 } };

        var (code, output, _) = await ForeignProgram.Run(engine, file);

        Assert.Equal(1, code);
        Assert.Contains("they differ", output, StringComparison.Ordinal);
        Assert.Contains("the operations themselves were answered EPERM 27, ok 13", output, StringComparison.Ordinal);
        Assert.Contains(
            "because the counts of counting engine and those of the fleet differ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThresholdMissed_Fails()
    {
        var file = _program.Write(ForeignProgram.Scenario + "thresholds: [ vms.ok == 0 ]");

        var (code, output, _) = await ForeignProgram.Run(new CountingEngine(), file);

        Assert.Equal(1, code);
        Assert.Contains("because the threshold vms.ok == 0 was missed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EngineFails_IsTheEnvironmentInOneSentence()
    {
        var file = _program.Write(ForeignProgram.Scenario);
        var engine = new CountingEngine { Begin = _ => throw new NotSupportedException("no licence") };

        var (code, output, error) = await ForeignProgram.Run(engine, file);

        Assert.Equal((3, "", "program: counting engine: no licence"), (code, output, error.TrimEnd()));
    }

    [Theory]
    [InlineData("duration: 2s", "durations: 2s", "durations")]
    [InlineData("duration: 2s", "warmup: 3s\nduration: 2s", "warmup: a load framework warms up with the load itself")]
    [InlineData("constant: 4", "inject: 0.1/s", "workload 'vms': a rate of 0.1/s for 2 s cannot be told")]
    [InlineData("{ constant: 4 }", "{ stages: [ { pause: 500ms }, { constant: 4 } ] }", "a stage of 0.5 s is too")]
    public async Task Run_ScenarioThatCannotBe_IsOneSentenceAndNothingIsRun(string part, string by, string sentence)
    {
        var file = _program.Write(ForeignProgram.Scenario.Replace(part, by, StringComparison.Ordinal));
        var engine = new CountingEngine();

        var (code, output, error) = await ForeignProgram.Run(engine, file);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(sentence, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Null(engine.Seen);
    }

    [Fact]
    public async Task Run_MissingFile_IsOneSentence()
    {
        var (code, _, error) = await ForeignProgram.Run(new CountingEngine(), _program.PathOf("none.yaml"));

        Assert.Equal(2, code);
        Assert.StartsWith("program: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoScenario_SaysWhatIsMissing()
    {
        var (code, _, error) = await ForeignProgram.Run(new CountingEngine());

        Assert.Equal(2, code);
        Assert.EndsWith("(see 'program --help')", error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_FolderWithSomethingInIt_IsRefusedAndLeftAlone()
    {
        var file = _program.Write(ForeignProgram.Scenario);
        var taken = Directory.CreateDirectory(_program.PathOf("taken"));
        var mine = Path.Combine(taken.FullName, "mine.txt");
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);
        var engine = new CountingEngine { Begin = run => Directory.Delete(run.Reports.Folder, recursive: true) };

        var (code, _, error) = await ForeignProgram.Run(engine, file, "--report", taken.FullName);

        Assert.Equal(2, code);
        Assert.Contains("is there already", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal([mine], Directory.GetFileSystemEntries(taken.FullName));
    }

    /// <summary>NBomber deletes its folder before it begins: what is ours is not in it.</summary>
    [Fact]
    public async Task Report_EngineDeletesItsFolder_ResultIsWrittenBesideIt()
    {
        var file = _program.Write(ForeignProgram.Scenario);
        var engine = new CountingEngine { Begin = run => Directory.Delete(run.Reports.Folder, recursive: true) };

        var (code, _, _) = await ForeignProgram.Run(engine, file, "--report", _program.PathOf("new"));

        Assert.Equal(0, code);
        Assert.True(engine.Seen!.Reports.Wanted);
        Assert.Equal(["result.json"], Directory.GetFileSystemEntries(_program.PathOf("new")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Report_NotWanted_FolderOfTheEngineIsGoneAfterwards()
    {
        var engine = new CountingEngine();

        await ForeignProgram.Run(engine, _program.Write(ForeignProgram.Scenario));

        Assert.False(engine.Seen!.Reports.Wanted);
        Assert.False(Directory.Exists(Path.GetDirectoryName(engine.Seen.Reports.Folder)));
    }
}
