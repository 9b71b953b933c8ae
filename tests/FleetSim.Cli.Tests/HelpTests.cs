using System.CommandLine;

namespace FleetSim.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Verbs => [.. FleetSimCommandLine.Create().Subcommands.Select(verb => verb.Name)];

    [Fact]
    public void Verbs_All_AreTheOnesOfTheDesign() => Assert.Equal(
        [
            "bench", "capture", "compare-policies", "conformance", "diff", "explain", "explore", "groups", "kinds", "run",
            "schema", "silo", "translate",
        ],
        FleetSimCommandLine.Create().Subcommands.Select(verb => verb.Name).Order());

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Verb_ItsFlagsAndArguments_AreDescribedInSentences(string verb)
    {
        var command = Command(verb);

        Assert.All(
            command.Options.Cast<Symbol>().Concat(command.Arguments).Append(command),
            symbol => Assert.Matches(@"(?s)^\S.*\.$", symbol.Description));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_OfAVerb_NamesItsFlagsOnStandardOutput(string verb)
    {
        var help = await FleetSimProgram.Run(verb, "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.Equal("", help.Error);
        Assert.Contains(Command(verb).Description!, help.Output, StringComparison.Ordinal);
        Assert.All(
            Command(verb).Options, option => Assert.Contains(option.Name, help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_OfTheProgram_NamesEveryVerb()
    {
        var help = await FleetSimProgram.Run("--help");

        Assert.Equal(0, help.ExitCode);
        Assert.Equal("", help.Error);
        Assert.All(
            FleetSimCommandLine.Create().Subcommands,
            verb => Assert.Contains($"\n  {verb.Name} ", help.Output, StringComparison.Ordinal));
    }

    private static Command Command(string verb) =>
        FleetSimCommandLine.Create().Subcommands.Single(command => command.Name == verb);
}
