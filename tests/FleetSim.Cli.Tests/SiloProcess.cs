using System.Diagnostics;

namespace FleetSim.Cli.Tests;

/// <summary><c>fleetsim silo</c> in a process of its own, and <c>fleetsim run --cluster</c> in others.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private const string Ready = "silo is ready at ";

    private readonly Process _process;

    private SiloProcess(Process process, string gateway)
    {
        _process = process;
        Gateway = gateway;
    }

    /// <summary>Where runs reach it.</summary>
    public string Gateway { get; }

    public int Id => _process.Id;

    public static async Task<SiloProcess> Start()
    {
        var process = Begin("silo", "--gateway", "127.0.0.1:0", "--log", "none");
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(Ready, line);
        return new SiloProcess(process, line![Ready.Length..]);
    }

    /// <summary>Starts the program.</summary>
    public static Process Begin(params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "fleetsim.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <param name="signal">Such as <c>KILL</c>.</param>
    public async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Until the process has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
