using System.Text.Json.Nodes;

namespace FleetSim.Cli.Tests;

public sealed class TranslateTests : IDisposable
{
    private const int BadInput = 2;

    /// <summary>One requester, 00:04.0, whose first page is mapped read-only to 0x4000000.</summary>
    private const string Memory = """
        [["0x1000000","0x1010001"],["0x1010200","0x1100001"],["0x1010208","0x102"],["0x1100000","0x1101003"],
         ["0x1101000","0x1102003"],["0x1102000","0x1103003"],["0x1103000","0x4000001"]]
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Translate_Recording_AgreesInEveryAnswer()
    {
        var translated = await FleetSimProgram.Run("translate", TestData.Image);

        Assert.Equal((0, ""), (translated.ExitCode, translated.Error));
        Assert.EndsWith(
            "\n2326 requests: 1160 translated, 1164 faults, 1 interrupts, 1 dropped without a record; "
            + "2326 of 2326 recorded answers agree\n",
            translated.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Translate_Case_PrintsAnAddressAndAFaultWithItsCodeAndName()
    {
        var translated = await FleetSimProgram.Run(
            "translate", TestData.Image, "--case", "permission-read-only-at-level-4");

        Assert.Equal(
            """
            permission-read-only-at-level-4
              step  device        access  bytes  iova        answer                                           recorded
              0     0000:00:04.0  read    8      0x40204000  0x4004000                                        agrees
              1     0000:00:04.0  write   8      0x40204000  fault 0x05 (no write): 00:04.0 write 0x40204000  agrees
            2 requests: 1 translated, 1 faults, 0 interrupts, 0 dropped without a record; 2 of 2 recorded answers agree

            """,
            translated.Output);
    }

    [Fact]
    public async Task Translate_ImageWithoutAnswers_IsRunAllTheSame()
    {
        var translated = await FleetSimProgram.Run("translate", Image(
            Dma("0x8", "read"), Dma("0x10", "write"), Dma("0xfee00000", "write")));

        Assert.Equal(0, translated.ExitCode);
        Assert.Equal(
            """
            own
              step  device        access  bytes  iova        answer                                    recorded
              0     0000:00:04.0  read    8      0x8         0x4000008
              1     0000:00:04.0  write   8      0x10        fault 0x05 (no write): 00:04.0 write 0x0
              2     0000:00:04.0  write   8      0xfee00000  interrupt range
            3 requests: 1 translated, 1 faults, 1 interrupts, 0 dropped without a record; 0 of 0 recorded answers agree

            """,
            translated.Output);
    }

    [Fact]
    public async Task Translate_AnotherAnswer_IsShownAndIsOne()
    {
        var image = Image(Dma("0x8", "read", ""","pa":"0x4000000" """), Dma("0x8", "read", ""","pa":"0x4000008" """));

        var text = await FleetSimProgram.Run("translate", image);
        var json = await FleetSimProgram.Run("translate", image, "--json");

        Assert.Equal((1, 1), (text.ExitCode, json.ExitCode));
        Assert.Contains("0x4000008  DIFFERS: 0x4000000\n", text.Output, StringComparison.Ordinal);
        Assert.EndsWith("; 1 of 2 recorded answers agree\n", text.Output, StringComparison.Ordinal);
        Assert.Equal(
            [false, true],
            JsonNode.Parse(json.Output)!["cases"]![0]!["requests"]!.AsArray().Select(one => (bool)one!["agrees"]!));
    }

    [Fact]
    public async Task Translate_Json_IsOneDocument()
    {
        var json = await FleetSimProgram.Run(
            "translate", Image(Dma("0x10", "write", ""","dropped":true""")), "--json");

        Assert.Equal((1, ""), (json.ExitCode, json.Error));
        Assert.Equal(
            """
            {"cases":[{"name":"own","requests":[{"step":0,"device":"0000:00:04.0","requester":"00:04.0",
            "access":"write","bytes":8,"iova":"0x10","answer":{"pa":null,"fault":{"reason":5,"name":"no write",
            "sourceId":"00:04.0","access":"write","address":"0x0"}},"interrupt":false,
            "recorded":{"pa":null,"fault":null},"agrees":false}]}],"requests":1,"translated":0,"faults":1,
            "interrupts":0,"dropped":0,"recorded":1,"agreed":0}
            """.ReplaceLineEndings(""),
            JsonNode.Parse(json.Output)!.ToJsonString());
    }

    [Fact]
    public async Task Translate_UnknownCase_IsRefusedInOneSentence() =>
        (await FleetSimProgram.Run("translate", TestData.Image, "--case", "4k-read-writ")).RequireRefused(
            BadInput, $"--case: {TestData.Image} has no case '4k-read-writ'; did you mean '4k-read-write'?");

    [Theory]
    [InlineData("", ": the file is empty")]
    [InlineData("[]", ": expected an object")]
    [InlineData("{}", ": 'schema' is missing")]
    [InlineData("""{"schema":"oracle/groups/1"}""", ": schema: expected 'oracle/translation/1'")]
    [InlineData("""{"schema":"oracle/translation/1","cases":{}}""", ": cases: expected a list")]
    public async Task Translate_NoImage_IsRefusedWithTheField(string text, string problem)
    {
        var file = _folder.Write("bad.json", text);

        (await FleetSimProgram.Run("translate", file)).RequireRefused(BadInput, file + problem);
    }

    [Theory]
    [InlineData("""{"op":"fly"}""", "op: there is no step 'fly'")]
    [InlineData("""{"op":"store","address":"0x1004","value":"0x1"}""", "address: is no multiple of 8")]
    [InlineData("""{"op":"invalidate","what":"iotlb","g":"some"}""", "g: 'some' cannot be invalidated")]
    [InlineData(
        """{"op":"dma","device":"00:04.0","iova":"0x0","access":"read","bytes":0}""",
        "bytes: expected a whole number from 1 to 1048576")]
    [InlineData(
        """{"op":"dma","device":"40:04.0","iova":"0x0","access":"read","bytes":8}""",
        "device: the machine has no bus 40")]
    [InlineData(
        """{"op":"dma","device":"00:04.0","iova":"0x10000000000000000","access":"read","bytes":8}""",
        "iova: '0x10000000000000000' is no hexadecimal number of up to 64 bits")]
    public async Task Translate_BadStep_IsRefusedWithTheField(string step, string problem)
    {
        var file = Image(step);

        (await FleetSimProgram.Run("translate", file)).RequireRefused(BadInput, $"{file}: cases[0].steps[0].{problem}");
    }

    [Theory]
    [InlineData("""[["0x1000004","0x1"]]""", "memory[0][0]: is no multiple of 8")]
    [InlineData("""[["0x80000000","0x1"]]""", "memory[0][0]: is where no memory is")]
    [InlineData("""[["0x1000000"]]""", "memory[0]: expected an address and a word")]
    public async Task Translate_BadWord_IsRefusedWithTheField(string memory, string problem)
    {
        var file = _folder.Write("image.json", Text(memory, "[]", ""));

        (await FleetSimProgram.Run("translate", file)).RequireRefused(BadInput, $"{file}: cases[0].{problem}");
    }

    /// <summary>A bridge that is below itself.</summary>
    [Fact]
    public async Task Translate_BridgesInACircle_AreRefused()
    {
        var arguments = """["-device","pci-bridge,id=pcie.0,bus=pcie.0"]""";
        var file = _folder.Write("image.json", Text(Memory, arguments, ""));

        (await FleetSimProgram.Run("translate", file)).RequireRefused(
            BadInput, $"{file}: cases[0].qemuArgs: the machine has more than 256 buses");
    }

    [Fact]
    public async Task Translate_TruncatedImage_IsRefused()
    {
        var whole = await File.ReadAllTextAsync(TestData.Image, TestContext.Current.CancellationToken);
        var file = _folder.Write("cut.json", whole[..(whole.Length / 2)]);

        var refused = await FleetSimProgram.Run("translate", file);

        Assert.Matches($@"^fleetsim: {file}:\d+: not valid JSON: [^\n]+\n$", refused.Error);
        Assert.Equal((BadInput, ""), (refused.ExitCode, refused.Output));
    }

    [Fact]
    public async Task Translate_NestedBrackets_AreRefused()
    {
        var file = _folder.Write("deep.json", new string('[', 200_000));

        (await FleetSimProgram.Run("translate", file))
            .RequireRefused(BadInput, $"{file}:1: not valid JSON: it is nested deeper than 64 levels");
    }

    [Theory]
    [InlineData("nowhere", "there is no such file")]
    [InlineData("", "cannot be read as a file")]
    public async Task Translate_MissingFileOrFolder_IsRefused(string name, string problem)
    {
        var file = _folder.At(name);

        (await FleetSimProgram.Run("translate", file)).RequireRefused(BadInput, $"{file}: {problem}");
    }

    private static string Dma(string iova, string access, string answer = "") =>
        $$"""{"op":"dma","device":"00:04.0","iova":"{{iova}}","access":"{{access}}","bytes":8{{answer}}}""";

    private string Image(params string[] steps) =>
        _folder.Write("image.json", Text(Memory, "[]", string.Join(',', steps)));

    private static string Text(string memory, string arguments, string steps) => $$"""
        {"schema":"oracle/translation/1","cases":[{"name":"own","awBits":48,"capReg":"0xd2008c222f0606",
        "ecapReg":"0xf00f4a","qemuArgs":{{arguments}},"rootTable":"0x1000000","memory":{{memory}},
        "steps":[{{steps}}]}]}
        """;
}
