using System.Text.RegularExpressions;

namespace FleetSim.Cli.Tests;

/// <summary>Every run and every comparison ends with a verdict on its history.</summary>
public sealed class HistoryTests
{
    private static readonly string[] Short = ["--via", "local", "--hosts", "4", "--duration", "200ms"];

    [Fact]
    public async Task Run_Text_HasTheVerdict()
    {
        var run = await FleetSimProgram.Run(["run", "smoke", .. Short]);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"\nhistory: [\d,]+ operations of [\d,]+ groups, linearizable\n", run.Output);
    }

    [Fact]
    public async Task ComparePolicies_Text_HasAVerdictForEachPolicy()
    {
        var compared = await FleetSimProgram.Run(
            ["compare-policies", "smoke", "--policies", "viability,strict", .. Short]);

        Assert.Equal(0, compared.ExitCode);
        Assert.Contains("history", compared.Output, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(compared.Output, @"│\s+held │\s+held │"));
    }
}
