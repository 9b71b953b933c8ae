using System.Text.Json.Nodes;

namespace FleetSim.Cli.Tests;

/// <summary>Silo and load generator in two processes: nothing is shared, and nothing is missing.</summary>
public sealed class ClusterTests
{
    private static readonly string[] Smoke = ["run", "smoke", "--duration", "2s", "--json"];

    [Fact]
    public async Task Run_OnASiloOfAnotherProcess_HasTheDocumentOfOneInThisProcess()
    {
        await using var silo = await SiloProcess.Start();

        var (embeddedCode, embedded) = await Run(Smoke);
        var (clusterCode, cluster) = await Run([.. Smoke, "--cluster", silo.Gateway]);

        Assert.Equal((0, 0), (embeddedCode, clusterCode));
        Assert.NotEqual(0, cluster["history"]!["operations"]!.GetValue<long>());
        Assert.Equal(Shape(embedded), Shape(cluster));
        Assert.Equal(Verdicts(embedded), Verdicts(cluster));
    }

    /// <summary>Each run declares a fleet of its own: what the one before left behind is gone.</summary>
    [Fact]
    public async Task Run_OfAnotherPolicyOnTheSameSilo_CountsOnlyItsOwn()
    {
        await using var silo = await SiloProcess.Start();

        await Run([.. Smoke, "--cluster", silo.Gateway, "--policy", "viability"]);
        var (exitCode, document) = await Run([.. Smoke, "--cluster", silo.Gateway]);

        Assert.Equal(0, exitCode);
        Assert.Equal(0, document["violations"]!.GetValue<long>());
        Assert.Equal("mainline", document["policy"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("STOP")] // It is there, and says nothing.
    public async Task Run_SiloIsLost_ExitsWithThreeAndSaysWhichOne(string signal)
    {
        await using var silo = await SiloProcess.Start();
        using var run = SiloProcess.Begin(
            "run", "smoke", "--duration", "1h", "--json", "--log", "information", "--cluster", silo.Gateway);
        var token = TestContext.Current.CancellationToken;
        var output = run.StandardOutput.ReadToEndAsync(token);
        while (await run.StandardError.ReadLineAsync(token) is { } line
            && !line.Contains("run of smoke begins", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("fleetsim: ", line, StringComparison.Ordinal);
        }

        await silo.Signal(signal);
        var error = await run.StandardError.ReadToEndAsync(token);
        await run.WaitForExitAsync(token);

        Assert.Equal((3, ""), (run.ExitCode, await output));
        Assert.Matches(
            $@"(?m)^fleetsim: lost silo 127\.0\.0\.1:\d+ \(process {silo.Id}\): it does not answer any more$", error);
    }

    [Fact]
    public async Task Run_NoSiloThere_ExitsWithThree()
    {
        var (exitCode, output, error) = await FleetSimProgram.Run("run", "smoke", "--cluster", "127.0.0.1:9");

        Assert.Equal((3, ""), (exitCode, output));
        Assert.Equal("fleetsim: no silo answers at 127.0.0.1:9\n", error);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Silo_IsTold_EndsWithZero(string signal)
    {
        await using var silo = await SiloProcess.Start();

        await silo.Signal(signal);

        Assert.Equal(0, await silo.Ended());
    }

    [Theory]
    [InlineData("--cluster: 'silo' is not an address and port, such as 127.0.0.1:30000", "--cluster", "silo")]
    [InlineData("--cluster: a cluster has grains; leave out --via local", "--cluster", "127.0.0.1:9", "--via", "local")]
    [InlineData(
        "--http: the silos of a cluster serve their own metrics; leave out --cluster",
        "--cluster", "127.0.0.1:9", "--http", "127.0.0.1:9464")]
    public async Task Run_ClusterThatCannotBe_ExitsWithTwo(string sentence, params string[] options)
    {
        var (exitCode, output, error) = await FleetSimProgram.Run(["run", "smoke", .. options]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal($"fleetsim: {sentence}\n", error);
    }

    [Fact]
    public async Task Silo_OnAnAddressOfTheOutside_ExitsWithTwo()
    {
        var (exitCode, _, error) = await FleetSimProgram.Run("silo", "--gateway", "0.0.0.0:30000");

        Assert.Equal(2, exitCode);
        Assert.Equal(
            "fleetsim: --gateway: 0.0.0.0 can be reached from outside; only loopback is served\n", error);
    }

    private static async Task<(int ExitCode, JsonNode Document)> Run(string[] args)
    {
        var (exitCode, output, _) = await FleetSimProgram.Run(args);
        return (exitCode, JsonNode.Parse(output)!);
    }

    /// <summary>The keys of a document, without those that name what happened to happen.</summary>
    private static IEnumerable<string> Shape(JsonNode document) => document.AsObject().SelectMany(part =>
        part is { Value: JsonObject inner, Key: "audit" or "history" or "latency" }
            ? inner.Select(key => $"{part.Key}.{key.Key}")
            : [part.Key]);

    private static string Verdicts(JsonNode document)
    {
        var (audit, history) = (document["audit"]!.AsObject(), document["history"]!.AsObject());
        history.Remove("operations");
        history.Remove("groups");
        var parts = new[] { "scenario", "policy", "seed", "verdict", "violations", "holes", "panics", "thresholds" };
        return string.Join('\n', [.. parts.Select(part => document[part]?.ToJsonString() ?? "none"), audit.ToJsonString(), history.ToJsonString()]);
    }
}
