using System.CommandLine;
using System.Net.Sockets;
using FleetSim.Model;

namespace FleetSim.Runs;

/// <summary>Parses arguments, runs the command they name, and turns what goes wrong into one sentence and an exit
/// code.</summary>
public static class Invocation
{
    /// <summary>What an interrupted run has to end its load, audit what it touched, and write its report.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(60);

    /// <param name="program">Its name, before every sentence.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(
        RootCommand command, string program, IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        // No response files: '@' is a letter like any other.
        var parsed = command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (BadUsage.Sentence(parsed, program) is { } usage)
        {
            await error.WriteLineAsync($"{program}: {usage}");
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
            await error.WriteLineAsync($"{program}: interrupted before there was anything to report");
            return ExitCode.Environment;
        }
        catch (InputException problem)
        {
            await error.WriteLineAsync($"{program}: {problem.Message}");
            return ExitCode.BadInput;
        }
        catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{program}: {failure.Message}");
            return ExitCode.Environment;
        }
    }
}
