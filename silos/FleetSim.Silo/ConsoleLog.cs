using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace FleetSim.Silo;

/// <summary>How the program logs.</summary>
public static class ConsoleLog
{
    /// <summary>One line a message, on standard error: standard output is for results.</summary>
    /// <param name="least">The least of our own messages that is written.</param>
    public static ILoggingBuilder AddConsoleLog(this ILoggingBuilder logging, LogLevel least)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.ClearProviders();
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.SetMinimumLevel(least);
        logging.AddFilter((category, level) => level >= (IsOurs(category) ? least : OfLibraries(least)));
        logging.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }

    private static bool IsOurs(string? category) =>
        category?.StartsWith("FleetSim.", StringComparison.Ordinal) == true;

    /// <summary>
    /// What Orleans warns of in a silo that is alone under full load is that the machine is busy; what goes wrong for
    /// a caller, the caller hears. Whoever wants to debug wants all of it.
    /// </summary>
    private static LogLevel OfLibraries(LogLevel least) => least is < LogLevel.Information or > LogLevel.Error
        ? least
        : LogLevel.Error;
}
