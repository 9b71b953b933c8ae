using System.CommandLine;
using Spectre.Console;

namespace FleetSim.Cli.Terminal;

/// <summary>The two streams of a verb.</summary>
internal static class Streams
{
    /// <summary>For what was asked for.</summary>
    public static TextWriter Output(this ParseResult parsed) => parsed.InvocationConfiguration.Output;

    /// <summary>For everything else.</summary>
    public static TextWriter Error(this ParseResult parsed) => parsed.InvocationConfiguration.Error;

    /// <summary>A table of all policies needs so many columns; a narrower terminal wraps its lines.</summary>
    private const int WidthMin = 170;

    /// <summary>For tables and colours; plain text where the stream is no terminal.</summary>
    public static IAnsiConsole Console(this TextWriter stream)
    {
        var output = new AnsiConsoleOutput(stream);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = output.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        console.Profile.Width = Math.Max(console.Profile.Width, WidthMin);
        return console;
    }
}
