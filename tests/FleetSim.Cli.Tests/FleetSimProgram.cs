
namespace FleetSim.Cli.Tests;

/// <summary>What a program that starts <c>fleetsim</c> sees of it.</summary>
internal sealed record FleetSimProgram(int ExitCode, string Output, string Error)
{
    public static async Task<FleetSimProgram> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await FleetSimCommandLine.Run(args, output, error);
        return new FleetSimProgram(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>It did nothing but say why, in one sentence.</summary>
    public void RequireRefused(int exitCode, string sentence)
    {
        Assert.Equal($"fleetsim: {sentence}\n", Error);
        Assert.Equal("", Output);
        Assert.Equal(exitCode, ExitCode);
    }
}
