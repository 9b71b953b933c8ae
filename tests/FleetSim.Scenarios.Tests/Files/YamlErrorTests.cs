using System.Diagnostics;
using System.Text;
using FleetSim.Model;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Tests.Files;

/// <summary>Files that are no scenario at all, or try to be more than one.</summary>
public sealed class YamlErrorTests
{
    /// <summary>Reading takes a fraction of it; what grows with the square of the length takes hours.</summary>
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("", "f.yaml: is empty; a scenario needs at least name, fleet, duration and workloads")]
    [InlineData(
        "# only a comment\n",
        "f.yaml: is empty; a scenario needs at least name, fleet, duration and workloads")]
    [InlineData("---\n", "f.yaml: is empty; a scenario needs at least name, fleet, duration and workloads")]
    [InlineData(
        "- name: x",
        "f.yaml:1: is a list; expected a mapping with name, seed, fleet, policy, durability, warmup, duration, "
        + "workloads, disruptions, checks, thresholds")]
    [InlineData("name: x\n---\nname: y\n", "f.yaml:2: a second document begins; a scenario is one document")]
    [InlineData("name: &a x\n", "f.yaml:1: anchors and aliases (& and *) are not supported; write the value out")]
    [InlineData(
        "name: x\nseed: *a\n",
        "f.yaml:2: anchors and aliases (& and *) are not supported; write the value out")]
    [InlineData("name: !x y\n", "f.yaml:1: tags (!) are not supported; leave the tag out")]
    [InlineData("name: x\nfleet: !!map {}\n", "f.yaml:2: tags (!) are not supported; leave the tag out")]
    [InlineData("fleet:\n\thosts: 1\n", "f.yaml:2: a tab begins the line; indent with spaces")]
    [InlineData("name: x\nseed: \0\n", "f.yaml:2: the control character U+0000 has no place in a scenario")]
    [InlineData("name: \"\\0\"\n", "f.yaml:1: a value is more than one line of text")]
    [InlineData("name: |\n  a\n  b\n", "f.yaml:1: a value is more than one line of text")]
    [InlineData(
        "name: x\nseed: 4\u00A0\n",
        "f.yaml:2: a value has the invisible character U+00A0; delete it or type a space")]
    [InlineData("name: x\uFEFF\n", "f.yaml:1: a value has the invisible character U+FEFF; delete it or type a space")]
    [InlineData("name: a\rb\n", "f.yaml:1: a line ends with a carriage return alone; end lines with a line feed")]
    [InlineData("name: x\nseed: \uD800\n", "f.yaml:2: is not UTF-8 text; save the file as UTF-8")]
    [InlineData("name: \uFFFD\n", "f.yaml:1: is not UTF-8 text; save the file as UTF-8")]
    public void Parse_NotAScenario_IsOneSentence(string text, string sentence)
    {
        Assert.Equal(sentence, SmallScenario.ErrorOf(text));
    }

    [Theory]
    [InlineData("name: [x\n", 2)]
    [InlineData("name: x\n  seed: 1\n", 2)]
    [InlineData("name: x\nseed: 'x\n", 2)]
    [InlineData("name: x\n} \n", 2)]
    public void Parse_NotYaml_SaysSoWithTheLine(string text, int line)
    {
        Assert.StartsWith($"f.yaml:{line}: is not YAML: ", SmallScenario.ErrorOf(text), StringComparison.Ordinal);
    }

    /// <summary>YamlDotNet itself has other answers to these than a YAML error.</summary>
    [Theory]
    [InlineData("? :\n", "f.yaml:1: is not YAML: a key has no value")]
    [InlineData("name: { a: [ b\nc: d\n", "f.yaml:1: is not YAML; check brackets and quotes from here on")]
    public void Parse_YamlThatConfusesTheParser_IsOneSentence(string text, string sentence)
    {
        Assert.Equal(sentence, SmallScenario.ErrorOf(text));
    }

    [Fact]
    public void Parse_BytesThatAreNotUtf8_NamesTheLine()
    {
        byte[] bytes = [.. "name: x\nseed: "u8, 0xFF, 0xFE];

        var exception = Assert.Throws<InputException>(() => ScenarioFile.Parse(bytes, "f.yaml"));

        Assert.Equal("f.yaml:2: is not UTF-8 text; save the file as UTF-8", exception.Message);
    }

    [Fact]
    public void Parse_MoreThanAMebibyte_IsRefused()
    {
        const string sentence = "f.yaml: is larger than the 1 MiB that a scenario may have";
        var bytes = Encoding.UTF8.GetBytes(SmallScenario.With("#" + new string('ä', 1 << 19)));

        Assert.Equal(sentence, Assert.Throws<InputException>(() => ScenarioFile.Parse(bytes, "f.yaml")).Message);
        Assert.Equal(sentence, SmallScenario.ErrorOf(Encoding.UTF8.GetString(bytes)));
    }

    [Fact]
    public void Parse_AValueThatNobodyCouldRead_IsNotRepeated()
    {
        var text = SmallScenario.With("seed: " + new string('9', 100_000));

        Assert.Equal("f.yaml:8: a value is longer than 200 characters", SmallScenario.ErrorOf(text));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[\n")]
    public void Parse_200000DeepNesting_IsOneSentenceAtOnce(string open)
    {
        var text = string.Concat(Enumerable.Repeat(open, 200_000));
        var watch = Stopwatch.StartNew();

        var sentence = SmallScenario.ErrorOf(text);

        Assert.EndsWith(": lists and mappings are nested more than 32 deep", sentence, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < Minute, $"took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("[],")]
    [InlineData("a: 1\n")]
    [InlineData("- a\n")]
    [InlineData("a ")]
    [InlineData("a, ")]
    [InlineData("# \n")]
    [InlineData("'' ")]
    [InlineData("[ ]\n")]
    [InlineData("%A\n")]
    [InlineData("...\n")]
    [InlineData("- |\n")]
    [InlineData("\"\\u0041")]
    public void Parse_AMebibyteOfOneSign_IsOneSentenceInSeconds(string sign)
    {
        var watch = Stopwatch.StartNew();

        SmallScenario.ErrorOf(string.Concat(Enumerable.Repeat(sign, (1 << 20) / sign.Length)));

        Assert.True(watch.Elapsed < Minute, $"took {watch.Elapsed}");
    }

    [Fact]
    public void Parse_32Levels_AreNotTooDeep()
    {
        var text = new string('[', 32) + new string(']', 32);

        Assert.StartsWith("f.yaml:1: is a list; expected a mapping", SmallScenario.ErrorOf(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoSuchFile_IsOneSentence()
    {
        var path = Path.Combine(Path.GetTempPath(), "no-such-folder", "no-such.yaml");

        var exception = Assert.Throws<InputException>(() => ScenarioFile.Read(path));

        Assert.Equal(path + ": there is no such file", exception.Message);
    }

    [Fact]
    public void Read_Folder_IsOneSentence()
    {
        var exception = Assert.Throws<InputException>(() => ScenarioFile.Read(Path.GetTempPath()));

        Assert.Equal(Path.GetTempPath() + ": cannot be read as a file", exception.Message);
    }
}
