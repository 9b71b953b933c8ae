using System.Text.Json.Nodes;

namespace FleetSim.Cli.Tests;

public sealed class ConformanceTests : IDisposable
{
    private const int BadInput = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Conformance_EmptyFolder_IsRefused() =>
        (await FleetSimProgram.Run("conformance", _folder.Path))
        .RequireRefused(BadInput, $"{_folder.Path}: the folder has no recorded case");

    [Fact]
    public async Task Conformance_MissingFolder_IsRefused()
    {
        var path = _folder.At("nowhere");

        (await FleetSimProgram.Run("conformance", path))
            .RequireRefused(BadInput, $"{path}: there is no such file or folder");
    }

    [Theory]
    [InlineData("model")]
    [InlineData("grains")]
    public async Task Conformance_RecordedHost_PassesEachWay(string via)
    {
        var result = await FleetSimProgram.Run("conformance", TestData.GroupedCapture, "--via", via);

        Assert.Equal((0, "1 passed, 0 failed\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("model")]
    [InlineData("grains")]
    public async Task Conformance_RecordedMappings_PassEachWay(string via)
    {
        var result = await FleetSimProgram.Run("conformance", TestData.Mappings, "--via", via);

        Assert.Equal((0, "9 passed, 0 failed\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task Conformance_Json_IsOneDocumentWithEveryCase()
    {
        var result = await FleetSimProgram.Run(
            "conformance", "--json", TestData.GroupedCapture, TestData.SmallCapture);

        var document = JsonNode.Parse(result.Output)!;
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal((2, 0), ((int)document["passed"]!, (int)document["failed"]!));
        Assert.All(
            document["cases"]!.AsArray(),
            one => Assert.Equal(
                ["case", "difference", "file", "passed"], one!.AsObject().Select(member => member.Key).Order()));
    }

    [Fact]
    public async Task Conformance_HostThatAnswersOtherwise_IsOne()
    {
        var recording = JsonNode.Parse(await File.ReadAllTextAsync(
            TestData.GroupedCapture, TestContext.Current.CancellationToken))!;
        recording["stages"]![0]!["groups"]!.AsArray().RemoveAt(0);
        var file = _folder.Write("changed.json", recording.ToJsonString());

        var text = await FleetSimProgram.Run("conformance", file);
        var json = await FleetSimProgram.Run("conformance", file, "--json");

        Assert.Equal((1, 1), (text.ExitCode, json.ExitCode));
        Assert.EndsWith("\n0 passed, 1 failed\n", text.Output, StringComparison.Ordinal);
        Assert.Equal(1, (int)JsonNode.Parse(json.Output)!["failed"]!);
    }

    [Fact]
    public async Task Conformance_GarbageAmongRecordings_IsRefusedWithItsName()
    {
        File.Copy(TestData.SmallCapture, _folder.At("a.json"));
        var file = _folder.Write("b.json", "{");

        var refused = await FleetSimProgram.Run("conformance", _folder.Path);

        Assert.StartsWith($"fleetsim: {file}:1: not valid JSON: ", refused.Error, StringComparison.Ordinal);
        Assert.Equal((BadInput, ""), (refused.ExitCode, refused.Output));
    }
}
