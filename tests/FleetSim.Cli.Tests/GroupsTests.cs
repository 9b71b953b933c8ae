using System.Text.Json.Nodes;

namespace FleetSim.Cli.Tests;

public sealed class GroupsTests : IDisposable
{
    private const int BadInput = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Groups_Json_HasIdsAndDevicesAndNothingElse()
    {
        var dump = _folder.Write("one.txt", OneFunction("00:02.0"));

        var groups = await FleetSimProgram.Run("groups", dump, "--json");

        Assert.Equal(0, groups.ExitCode);
        Assert.Equal(
            """{"groups":[{"id":0,"devices":["0000:00:02.0"]}]}""", JsonNode.Parse(groups.Output)!.ToJsonString());
    }

    [Fact]
    public async Task Groups_OfARecordedHost_AreThoseItsKernelMade()
    {
        var recorded = JsonNode.Parse(await File.ReadAllTextAsync(
            TestData.GroupedCapture, TestContext.Current.CancellationToken))!["stages"]![0]!["groups"]!.AsArray();

        var groups = await FleetSimProgram.Run("groups", TestData.GroupedCapture, "--json");

        Assert.Equal("", groups.Error);
        Assert.Equal(
            recorded.Select(group => $"{group!["id"]}: {Sorted(group["devices"]!)}"),
            JsonNode.Parse(groups.Output)!["groups"]!.AsArray()
                .Select(group => $"{group!["id"]}: {Sorted(group["devices"]!)}"));
    }

    [Fact]
    public async Task Groups_Text_ListsWhatTheDocumentHas()
    {
        var groups = await FleetSimProgram.Run("groups", _folder.Write("one.txt", OneFunction("00:02.0")));

        Assert.Equal("group 0\n  0000:00:02.0 8086:10d3 Conventional\n", groups.Output);
        Assert.Equal(0, groups.ExitCode);
    }

    [Fact]
    public async Task Why_OneFunction_ExplainsThatOne()
    {
        var why = await FleetSimProgram.Run("groups", TestData.GroupedCapture, "--json", "--why", "0000:00:00.0");

        var step = Assert.Single(JsonNode.Parse(why.Output)!["why"]!.AsArray())!;
        Assert.Equal(0, why.ExitCode);
        Assert.Equal("0000:00:00.0", (string?)step["device"]);
        Assert.Equal(["because", "device", "group", "new"], step.AsObject().Select(member => member.Key).Order());
    }

    [Theory]
    [InlineData("gpu", "--why: 'gpu' is not a PCI address (ssss:bb:dd.f, hexadecimal)")]
    [InlineData("0000:00:20.0", "--why: '0000:00:20.0' is not a PCI address (ssss:bb:dd.f, hexadecimal)")]
    [InlineData("ffff:ff:1f.7", "--why: the host has no function ffff:ff:1f.7")]
    public async Task Why_NoFunctionOfTheHost_IsRefused(string address, string sentence) =>
        (await FleetSimProgram.Run("groups", TestData.GroupedCapture, "--why", address))
        .RequireRefused(BadInput, sentence);

    [Theory]
    [InlineData("", ": the file is empty")]
    [InlineData("garbage", null)]
    [InlineData("{", ":1: not valid JSON: ")]
    [InlineData("""{"schema":"other"}""", ": schema: expected 'oracle/groups/1', found 'other'")]
    [InlineData(
        """{"schema":"oracle/groups/1","name":"x","iommu":"intel","stages":[]}""",
        ": stages: a capture has at least one stage")]
    public async Task Groups_NoCapture_IsRefusedWithTheFile(string text, string? problem)
    {
        var file = _folder.Write("bad.json", text);

        RequireRefused(await FleetSimProgram.Run("groups", file), file + problem);
    }

    [Fact]
    public async Task Groups_TruncatedCapture_IsRefused()
    {
        var whole = await File.ReadAllTextAsync(TestData.SmallCapture, TestContext.Current.CancellationToken);
        var file = _folder.Write("cut.json", whole[..(whole.Length / 2)]);

        RequireRefused(await FleetSimProgram.Run("groups", file), $"{file}:");
    }

    [Fact]
    public async Task Groups_NestedBrackets_AreRefused()
    {
        var file = _folder.Write("deep.json", new string('[', 200_000));

        (await FleetSimProgram.Run("groups", file))
            .RequireRefused(BadInput, $"{file}:1: not valid JSON: it is nested deeper than 64 levels");
    }

    /// <summary>A capability pointer into the header, and one that comes back to itself.</summary>
    [Theory]
    [InlineData("04", null, "a capability pointer leads to 0x04, into the header (offset 0x34)")]
    [InlineData("40", "0540", "the capability list is a loop: it comes back to 0x40 (offset 0x41)")]
    public async Task Groups_HostileConfigSpace_IsRefusedWithFieldAndOffset(
        string first, string? capability, string problem)
    {
        var config = new string[256];
        Array.Fill(config, "00");
        (config[0], config[1], config[2], config[3], config[6], config[0x34]) = ("86", "80", "d3", "10", "10", first);
        if (capability is not null)
        {
            (config[0x40], config[0x41]) = (capability[..2], capability[2..]);
        }

        var capture = JsonNode.Parse(await File.ReadAllTextAsync(
            TestData.SmallCapture, TestContext.Current.CancellationToken))!;
        capture["stages"]![0]!["devices"]![1]!["config"] = string.Concat(config);
        var file = _folder.Write("hostile.json", capture.ToJsonString());

        (await FleetSimProgram.Run("groups", file))
            .RequireRefused(BadInput, $"{file}: stages[0].devices[1].config: {problem}");
    }

    [Fact]
    public async Task Groups_DumpWithOneAddressTwice_IsRefused()
    {
        var file = _folder.Write("twice.txt", OneFunction("00:02.0") + "\n" + OneFunction("00:02.0"));

        var refused = await FleetSimProgram.Run("groups", file);

        RequireRefused(refused, file);
        Assert.Contains("0000:00:02.0", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "there is no such file")]
    [InlineData("", "cannot be read as a file")]
    public async Task Groups_MissingFileOrFolder_IsRefused(string name, string problem)
    {
        var file = _folder.At(name);

        (await FleetSimProgram.Run("groups", file)).RequireRefused(BadInput, $"{file}: {problem}");
    }

    /// <summary>It has no length and no end.</summary>
    [Fact]
    public async Task Groups_EndlessDevice_IsRefused() =>
        RequireRefused(await FleetSimProgram.Run("groups", "/dev/zero"), "/dev/zero: the file has more than ");

    private static void RequireRefused(FleetSimProgram program, string beginning)
    {
        Assert.StartsWith($"fleetsim: {beginning}", program.Error, StringComparison.Ordinal);
        Assert.Single(program.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal((BadInput, ""), (program.ExitCode, program.Output));
    }

    private static string Sorted(JsonNode devices) =>
        string.Join(' ', devices.AsArray().Select(device => (string?)device).Order(StringComparer.Ordinal));

    /// <summary>A conventional Ethernet card as <c>lspci -nx</c> prints it.</summary>
    private static string OneFunction(string address) => $"""
        {address} 0200: 8086:10d3
        00: 86 80 d3 10 00 00 00 00 00 00 00 02 00 00 00 00
        10: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
        20: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
        30: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00

        """;
}
