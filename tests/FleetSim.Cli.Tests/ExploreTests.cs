using System.Text.Json.Nodes;

namespace FleetSim.Cli.Tests;

public sealed class ExploreTests
{
    private const string Small = """
        name: small
        about: A test.
        topology: { group-of: 1 }
        actors:
          - { name: one, program: [attach dev0, detach dev0] }
        expect:
          mainline: [INV-1]
        """;

    [Fact]
    public async Task Explore_OriginUnderViability_ShowsTheBugAsATimelineAndPasses()
    {
        var explored = await FleetSimProgram.Run("explore", "origin", "--policy", "viability");

        Assert.Equal((0, ""), (explored.ExitCode, explored.Error));
        Assert.Contains(
            """
            INV-3 is broken; viability does not guarantee it. Every member of a group is attached to the group's domain.
               1  driver0: attach dev0 → ok, bound to e1000e
                    dev0: AttachDevice → asks group 1
                    group 1: AttachDevice dev0 domain P(dev0) → asks dmar0
                    dmar0: group 1 -> P(dev0) → 1 programmed
                    group 1: AttachDevice dev0 domain P(dev0), goes on → ok
                    dev0: AttachDevice, goes on → ok, bound to e1000e
                  = group 1: owner kernel, count 0, domain P(dev0); dev0=e1000e on P(dev0)
               2  hotplug: plug dev1 → under way
                    host: Plug dev1 → asks dev1
                    dev1: Appear dev1 → asks group 1
                    group 1: Join dev1 → asks dmar0   <== breaks INV-3
            """,
            explored.Output,
            StringComparison.Ordinal);
        Assert.EndsWith("\nas expected: INV-3, INV-5, INV-8\n", explored.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explore_OriginUnderMainline_SaysThatNothingIsBroken()
    {
        var explored = await FleetSimProgram.Run("explore", "origin");

        Assert.Equal((0, ""), (explored.ExitCode, explored.Error));
        Assert.Matches(
            @"\nno violation in any interleaving\n62 states, 108 turns, up to 4 steps deep; [0-9.]+ s, [0-9,]+ states/s\n",
            explored.Output);
    }

    [Fact]
    public async Task Explore_Json_IsOneDocumentWithThePromisedKeys()
    {
        var explored = await FleetSimProgram.Run("explore", "origin", "--policy", "viability", "--json");

        var document = JsonNode.Parse(explored.Output)!;
        var violation = document["violations"]![0]!;
        Assert.Equal((0, ""), (explored.ExitCode, explored.Error));
        Assert.Equal(
            ("origin", "viability", 62, true, "pass", true),
            ((string?)document["litmus"], (string?)document["policy"], (int)document["states"]!,
                (bool)document["exhausted"]!, (string?)document["verdict"], (bool)document["asExpected"]!));
        Assert.Equal(("INV-3", false), ((string?)violation["invariant"], (bool)violation["guaranteed"]!));
        Assert.Equal(2, violation["trace"]!.AsArray().Count);
        Assert.StartsWith("driver0: attach dev0 → ok", (string?)violation["trace"]![0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Explore_MoreStatesThanAllowed_EndsWithThreeAndClaimsNothing(string form)
    {
        string[] json = form == "json" ? ["--json"] : [];
        var explored = await FleetSimProgram.Run(
            ["explore", "big-group", "--policy", "strict", "--max-states", "100", .. json]);

        Assert.Equal(3, explored.ExitCode);
        Assert.Matches(
            @"^fleetsim: --max-states: gave up at 100 states, [0-9]+ of them still to go on from; .* is not known\n$",
            explored.Error);
        Assert.DoesNotContain("no violation", explored.Output, StringComparison.Ordinal);
        if (form == "json")
        {
            var document = JsonNode.Parse(explored.Output)!;
            Assert.Equal(
                (false, "unfinished", 100),
                ((bool)document["exhausted"]!, (string?)document["verdict"], (int)document["states"]!));
        }
    }

    [Fact]
    public async Task Explore_Walk_PrintsItsSeedAndProvesNothing()
    {
        var explored = await FleetSimProgram.Run("explore", "origin", "--walk", "20", "--seed", "7");

        Assert.Equal((0, ""), (explored.ExitCode, explored.Error));
        Assert.Contains(
            "no violation in 20 walks of up to 10 turns, seed 7; what other interleavings do is not known",
            explored.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explore_WalkAsJson_IsNotExhausted()
    {
        var explored = await FleetSimProgram.Run(
            "explore", "origin", "--policy", "viability", "--walk", "50", "--seed", "7", "--json");

        var document = JsonNode.Parse(explored.Output)!;
        Assert.Equal(
            (0, false, 50, 7),
            (explored.ExitCode, (bool)document["exhausted"]!, (int)document["walks"]!, (int)document["seed"]!));
        Assert.Equal("INV-3", (string?)document["violations"]![0]!["invariant"]);
    }

    [Fact]
    public async Task Explore_OtherThanExpected_EndsWithOne()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("small.yaml", Small);

        var explored = await FleetSimProgram.Run("explore", file);

        Assert.Equal((1, ""), (explored.ExitCode, explored.Error));
        Assert.EndsWith("\nFAIL: expected INV-1\n", explored.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attach dev0", "atach dev0", "5: actors[0].program[0]: 'atach' is not an operation; did you mean 'attach'?")]
    [InlineData("attach dev0", "attach dev3", "5: actors[0].program[0]: there is no device 'dev3'; did you mean 'dev0'?")]
    [InlineData("mainline:", "mainlin:", "7: expect: 'mainlin' is not a key here; did you mean 'mainline'?")]
    public async Task Explore_MistakeInTheFile_IsOneSentenceWithFileLineAndField(
        string right, string wrong, string sentence)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("small.yaml", Small.Replace(right, wrong, StringComparison.Ordinal));

        (await FleetSimProgram.Run("explore", file)).RequireRefused(2, $"{file}:{sentence}");
    }

    [Fact]
    public async Task Explore_UnknownName_SuggestsAShippedOne() => (await FleetSimProgram.Run("explore", "orign"))
        .RequireRefused(2, "orign: there is no such file and no shipped litmus test of that name; did you mean 'origin'?");

    [Fact]
    public async Task Explore_UnknownFile_IsRefused() => (await FleetSimProgram.Run("explore", "./nowhere.yaml"))
        .RequireRefused(2, "./nowhere.yaml: there is no such file");

    [Fact]
    public async Task Schema_OfLitmus_IsOneDocument()
    {
        var schema = await FleetSimProgram.Run("schema", "litmus");

        Assert.Equal((0, ""), (schema.ExitCode, schema.Error));
        Assert.Equal("FleetSim litmus test", (string?)JsonNode.Parse(schema.Output)!["title"]);
    }
}
