using System.Diagnostics;
using System.Text.Json.Nodes;

namespace FleetSim.Cli.Tests;

/// <summary>The program itself: what the tests of <see cref="FleetSimCommandLine"/> see is what a shell sees.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Process_GroupsAsJson_WritesTheDocumentToStandardOutput()
    {
        var (exitCode, output, error) = await Start("groups", TestData.GroupedCapture, "--json");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.IsType<JsonObject>(JsonNode.Parse(output));
    }

    [Fact]
    public async Task Process_UnknownVerb_ExitsWithTwoAndASentenceOnStandardError()
    {
        var (exitCode, output, error) = await Start("frobnicate");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal("fleetsim: there is no verb 'frobnicate' (see 'fleetsim --help')\n", error);
    }

    /// <summary>An interrupted run ends its load, audits what it touched, reports, and fails.</summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Process_RunIsInterrupted_ReportsWhatItMeasuredAndExitsWithOne(string signal)
    {
        using var process = Begin("run", "smoke", "--duration", "1h", "--json");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("smoke: ", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));

        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        var document = JsonNode.Parse(await output)!;
        Assert.Equal("fail", document["verdict"]!.GetValue<string>());
        Assert.Empty(document["audit"]!["problems"]!.AsArray());
    }

    private static async Task<(int ExitCode, string Output, string Error)> Start(params string[] args)
    {
        using var process = Begin(args);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private static Process Begin(params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "fleetsim.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
