using System.Text.Json.Nodes;
using FleetSim.Model;
using FleetSim.Verification.Conformance.DmaMap;

namespace FleetSim.Verification.Tests.Conformance.DmaMap;

/// <summary>The replay must see when an answer is not the kernel's, and refuse what it does not understand.</summary>
public sealed class DmaMapReplayTests
{
    private const string Scenarios = "scenarios.intel.json";

    [Theory]
    [InlineData("basic:v2", 2, """{ "ret": -1, "errno": "EEXIST" }""", "the kernel answered EEXIST, found success")]
    [InlineData("overlap", 3, """{ "ret": 0, "errno": "0" }""", "the kernel answered success, found EEXIST")]
    [InlineData("overlap", 3, """{ "ret": -1, "errno": "EINVAL" }""", "the kernel answered EINVAL, found EEXIST")]
    [InlineData("basic:v2", 5, """{ "ret": 0, "errno": "0", "size": "0x2000" }""",
        "the kernel answered success (size 2000), found success (size 1000)")]
    [InlineData("alignment", 7, """{ "ret": -1, "errno": "EINVAL", "size": "0x0" }""",
        "the kernel answered EINVAL (size 0), found EINVAL (size 1000)")]
    [InlineData("map-before-iommu", 4, """{ "ret": -1, "errno": "EPERM" }""",
        "the kernel answered EPERM, found success")]
    public async Task Run_AnswerThatWasAnotherInTheKernel_TellsStepBothAnswersAndTheStateBefore(
        string name, int step, string answer, string difference)
    {
        var text = await Changed(name, steps => steps[step]!["result"] = JsonNode.Parse(answer));

        var result = Assert.Single(await RecordedDmaMaps.Replay("a.json", text));

        Assert.StartsWith($"step {step}, ", result.Difference, StringComparison.Ordinal);
        Assert.Contains($"\n{difference}\nbefore it: ", result.Difference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pgsizes", "\"0x1000\"", "page sizes 1000, ")]
    [InlineData("caps", """[{ "dma_avail": 5 }]""", "page sizes 40201000, , 5 mappings left")]
    public async Task Run_InfoThatWasAnotherInTheKernel_IsADifference(string field, string value, string kernels)
    {
        var text = await Changed("basic:v2", steps => steps[0]!["result"]![field] = JsonNode.Parse(value));

        var result = Assert.Single(await RecordedDmaMaps.Replay("a.json", text));

        Assert.Contains($"the kernel answered success ({kernels}", result.Difference, StringComparison.Ordinal);
        Assert.EndsWith("before it: nothing was granted", result.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OtherLimit_Differs()
    {
        var document = JsonNode.Parse(await Changed("entry-limit", _ => { }))!;
        document["cases"]![0]!["dmaEntryLimit"] = 7;

        Assert.False(Assert.Single(await RecordedDmaMaps.Replay("a.json", document.ToJsonString())).Passed);
    }

    [Theory]
    [InlineData("op", "\"frobnicate\"", "op: there is no operation 'frobnicate'")]
    [InlineData("length", "1", "length: 'length' is not known of 'map'")]
    [InlineData("iova", "\"0xg\"", "iova: '0xg' is no number of 64 bits")]
    [InlineData("vaddr", "\"b+x\"", "vaddr: 'x' is no number of 64 bits")]
    [InlineData("flags", "4294967296", "flags: expected a number up to 4294967295")]
    [InlineData("size", "null", "'size' is missing")]
    [InlineData("result", """{ "ret": 0 }""", "result: 'errno' is missing")]
    public async Task Read_FieldThatCannotBe_NamesTheField(string field, string value, string problem)
    {
        var text = await Changed("basic:v2", steps => steps[2]![field] = JsonNode.Parse(value));

        var refused = Assert.Throws<InputException>(() => DmaMapReader.Read("a.json", text));

        var place = problem.StartsWith('\'') ? "a.json: cases[0].steps[2]: " : "a.json: cases[0].steps[2].";
        Assert.Equal(place + problem, refused.Message);
    }

    [Theory]
    [InlineData("unbuf b", "there is no command 'unbuf b'")]
    [InlineData("map c 3 b+0", "there is no command 'map c 3 b+0'")]
    [InlineData("open_group g x", "'x' is no number of 64 bits")]
    [InlineData("set_iommu c 4294967296", "expected a number up to 2147483647")]
    public async Task Read_CommandThatCannotBe_IsRefused(string line, string problem)
    {
        var text = await Changed("map-before-iommu", steps => steps[1]!["line"] = line);

        var refused = Assert.Throws<InputException>(() => DmaMapReader.Read("a.json", text));

        Assert.Equal($"a.json: cases[0].steps[1].line: {problem}", refused.Message);
    }

    [Theory]
    [InlineData("iommu", "\"riscv\"", "a.json: iommu: is no IOMMU that recordings of mappings know")]
    [InlineData("schema", "\"oracle/dmamap/2\"", "a.json: schema: expected 'oracle/dmamap/1'")]
    public async Task Read_RecordingThatCannotBe_IsRefused(string field, string value, string problem)
    {
        var document = JsonNode.Parse(await RecordedDmaMaps.Text(Scenarios))!;
        document[field] = JsonNode.Parse(value);

        var refused = Assert.Throws<InputException>(() => DmaMapReader.Read("a.json", document.ToJsonString()));

        Assert.Equal(problem, refused.Message);
    }

    /// <summary>A map or an unmap may also be given as a command line.</summary>
    [Fact]
    public async Task Run_MapsAsCommandLines_AreAnsweredAlike()
    {
        var text = await Changed("basic:v2", steps =>
        {
            steps[2] = Raw("map c 3 b+0 0x0 0x1000", steps[2]!);
            steps[3] = Raw("map c 3 b+0x10000 0x100000 0x4000 32", steps[3]!);
            steps[5] = Raw("unmap c 0 0 4096", steps[5]!);
        });

        Assert.Null(Assert.Single(await RecordedDmaMaps.Replay("a.json", text)).Difference);
    }

    private static JsonObject Raw(string line, JsonNode step) =>
        new() { ["op"] = "raw", ["line"] = line, ["result"] = step["result"]!.DeepClone() };

    /// <summary>The recording with one case only, changed.</summary>
    private static async Task<string> Changed(string name, Action<JsonArray> change)
    {
        var document = JsonNode.Parse(await RecordedDmaMaps.Text(Scenarios))!;
        var cases = document["cases"]!.AsArray();
        var one = cases.Single(recorded => (string)recorded!["name"]! == name)!;
        cases.Clear();
        cases.Add(one);
        change(one["steps"]!.AsArray());
        return document.ToJsonString();
    }
}
