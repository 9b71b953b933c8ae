using System.CommandLine;
using System.Net.Sockets;
using FleetSim.Cli.Benching;
using FleetSim.Cli.Comparing;
using FleetSim.Cli.Conformance;
using FleetSim.Cli.Exploring;
using FleetSim.Cli.Running;
using FleetSim.Cli.Topology;
using FleetSim.Cli.Translating;
using FleetSim.Model;

namespace FleetSim.Cli;

/// <summary>The program as other programs see it: arguments in; text on two streams, and an exit code, out.</summary>
public static class FleetSimCommandLine
{
    /// <summary>What an interrupted run has to end its load, audit what it touched, and write its report.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(60);

    public static RootCommand Create() => new("FleetSim simulates fleets of virtualization hosts down to the IOMMU.")
    {
        RunCommand.Create(),
        DiffCommand.Create(),
        ComparePoliciesCommand.Create(),
        GroupsCommand.Create(),
        CaptureCommand.Create(),
        ConformanceCommand.Create(),
        TranslateCommand.Create(),
        KindsCommand.Create(),
        SchemaCommand.Create(),
        BenchCommand.Create(),
        ExploreCommand.Create(),
    };

    /// <summary>Runs one verb.</summary>
    /// <param name="output">What was asked for; with <c>--json</c> one document and nothing else.</param>
    /// <param name="error">Progress, notes, and the one sentence that says what went wrong.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);

        // No response files: '@' is a letter like any other.
        var parsed = Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (BadUsage.Sentence(parsed) is { } usage)
        {
            await error.WriteLineAsync($"fleetsim: {usage}");
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = output,
                Error = error,
                ProcessTerminationTimeout = TerminationTimeout,
            });
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("fleetsim: interrupted before there was anything to report");
            return ExitCode.Environment;
        }
        catch (InputException problem)
        {
            await error.WriteLineAsync($"fleetsim: {problem.Message}");
            return ExitCode.BadInput;
        }
        catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"fleetsim: {failure.Message}");
            return ExitCode.Environment;
        }
    }
}
