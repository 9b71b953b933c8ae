using System.Text.Json.Nodes;

namespace FleetSim.Cli.Tests;

/// <summary>With <c>--json</c>, standard output is one document.</summary>
public sealed class JsonOutputTests
{
    private static readonly string[] Short = ["--via", "local", "--hosts", "4", "--duration", "200ms", "--json"];

    [Fact]
    public async Task Run_Json_IsOneDocumentWithThePromisedKeys()
    {
        var run = await FleetSimProgram.Run(["run", "smoke", .. Short]);

        var document = JsonNode.Parse(run.Output)!.AsObject();
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(
            @"^smoke: 4 hosts, policy mainline, seed 1\nhistory: [\d,]+ operations of \d+ groups checked in \d+\.\d s\n$",
            run.Error);
        Assert.Equal(
            ("smoke", "mainline", 1, "pass", 0, 0),
            ((string?)document["scenario"], (string?)document["policy"], (int)document["seed"]!,
                (string?)document["verdict"], (int)document["violations"]!, (int)document["panics"]!));
        Assert.Equal(
            [],
            new[] { "holes", "operations", "outcomes", "latency", "audit", "history", "thresholds" }
                .Where(key => !document.ContainsKey(key)));
    }

    [Fact]
    public async Task Run_OverGrainsWithAllHostsActive_TellsWhatIsUpAndItsMemory()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "up.yaml",
            """
            name: up
            fleet: { hosts: 3, active: all, mix: [ { topology: growing-group } ] }
            duration: 1100ms
            workloads: [ { name: vms, kind: claim-contention, load: { inject: 1/s } } ]
            checks: { audit: off }
            thresholds: [ memory.growth < 100% ]
            """);

        var run = await FleetSimProgram.Run("run", file, "--json");

        var document = JsonNode.Parse(run.Output)!;
        Assert.Equal("""{"hosts":3,"groups":27,"devices":36}""", document["active"]!.ToJsonString());
        var memory = document["memory"]!;
        Assert.All(new[] { "managed", "resident", "live" }, key => Assert.True((long)memory[key]! > 0, key));
        Assert.Equal((double)memory["growth"]!, (double)document["thresholds"]![0]!["actual"]!);
    }

    [Fact]
    public async Task Run_JsonTwiceWithoutGrains_IsTheSameByteForByte()
    {
        var once = await FleetSimProgram.Run(["run", "smoke", .. Short]);
        var again = await FleetSimProgram.Run(["run", "smoke", .. Short]);

        Assert.Equal(once.Output, again.Output);
    }

    [Fact]
    public async Task ComparePolicies_Json_IsOneDocumentWithARunForEach()
    {
        var compared = await FleetSimProgram.Run(
            ["compare-policies", "smoke", "--policies", "mainline,strict", .. Short]);

        Assert.Equal(
            ["mainline", "strict"],
            JsonNode.Parse(compared.Output)!["policies"]!.AsArray().Select(run => (string?)run!["policy"]));
    }

    [Fact]
    public async Task Schema_Always_IsOneDocument()
    {
        var schema = await FleetSimProgram.Run("schema");

        Assert.Equal((0, ""), (schema.ExitCode, schema.Error));
        Assert.IsType<JsonObject>(JsonNode.Parse(schema.Output));
    }
}
