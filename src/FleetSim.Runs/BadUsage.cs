using System.CommandLine;
using System.CommandLine.Parsing;
using FleetSim.Load.Thresholds;

namespace FleetSim.Runs;

/// <summary>What is wrong with the arguments, in one sentence however many ways they are wrong.</summary>
public static class BadUsage
{
    /// <param name="program">Its name, for the way to its help.</param>
    /// <returns>Null when nothing is wrong.</returns>
    public static string? Sentence(ParseResult parsed, string program)
    {
        var hasEmpty = parsed.Tokens.Any(token => token.Value.Length == 0);
        if (parsed.Errors.Count == 0 && !hasEmpty)
        {
            return null;
        }

        var command = parsed.CommandResult.Command;
        var help = command is RootCommand ? $"see '{program} --help'" : $"see '{program} {command.Name} --help'";
        return $"{(hasEmpty ? "an argument is empty" : Problem(parsed, command))} ({help})";
    }

    private static string Problem(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            return Unknown(token, command);
        }

        if (HasVerbs(command))
        {
            return "which verb?";
        }

        // A parser's complaint about a type comes before the option's own, which says what is expected.
        var sentences = parsed.Errors.Select(Told).ToList();
        return sentences.Find(sentence => sentence.StartsWith("--", StringComparison.Ordinal)) ?? sentences[0];
    }

    private static string Unknown(string token, Command command)
    {
        if (token.StartsWith('-'))
        {
            var options = command.Options.Select(one => one.Name);
            return $"there is no option '{token}'{NearestName.Suggestion(token, options)}";
        }

        return HasVerbs(command)
            ? $"there is no verb '{token}'{NearestName.Suggestion(token, command.Subcommands.Select(one => one.Name))}"
            : $"'{token}' is one argument too many";
    }

    private static bool HasVerbs(Command command) => command.Subcommands.Count > 0;

    private static string Told(ParseError error)
    {
        var words = error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var sentence = string.Join(' ', words).TrimEnd('.');
        return error.SymbolResult is OptionResult { Option.Name: var name }
            && !sentence.Contains(name, StringComparison.Ordinal)
                ? $"{name}: {sentence}"
                : sentence;
    }
}
