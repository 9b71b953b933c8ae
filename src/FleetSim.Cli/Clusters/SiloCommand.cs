using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Runs;
using FleetSim.Silo;
using Microsoft.Extensions.Logging;

namespace FleetSim.Cli.Clusters;

/// <summary><c>fleetsim silo</c>: one silo, until it is told to end.</summary>
internal static class SiloCommand
{
    private const string GatewayName = "--gateway";

    public static Command Create()
    {
        var gateway = new Option<string>(GatewayName)
        {
            Description = "Where runs of other processes reach the silo; port 0 is any free one. Default: 127.0.0.1:30000.",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => "127.0.0.1:30000",
        };
        var http = new Option<string>("--http")
        {
            Description = "Serve /metrics and /health, such as 127.0.0.1:9464.",
            HelpName = "HOST:PORT",
        };
        var log = new Option<LogLevel>("--log")
        {
            Description = "The least that is logged on standard error: trace, debug, information (default), warning, "
                + "error, critical, none.",
            DefaultValueFactory = _ => LogLevel.Information,
        };
        var command = new Command("silo", "Runs one silo for 'run --cluster', until it is interrupted.")
        {
            gateway,
            http,
            log,
        };
        command.SetAction((parsed, cancellation) => Run(
            new SiloOptions
            {
                Gateway = FleetPlace.Loopback(parsed.GetValue(gateway), GatewayName, "127.0.0.1:30000"),
                Http = FleetPlace.Loopback(parsed.GetValue(http), "--http", "127.0.0.1:9464"),
                Log = parsed.GetValue(log),
            },
            parsed.Output(),
            cancellation));
        return command;
    }

    private static async Task<int> Run(SiloOptions options, TextWriter output, CancellationToken cancellation)
    {
        await using var silo = await FleetSilo.Start(options, cancellation);
        await output.WriteLineAsync($"silo is ready at {silo.Gateway}");
        await output.FlushAsync(cancellation);
        await silo.WaitForShutdown(cancellation);
        return ExitCode.Passed;
    }
}
