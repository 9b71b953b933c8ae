using System.Collections.Immutable;
using FleetSim.Model;

namespace FleetSim.Verification.Conformance;

/// <summary>Turns a recorded shell line into the commands it runs, loops unrolled.</summary>
/// <remarks>Understands simple commands and <c>for NAME in WORDS; do COMMANDS; done</c>, also nested.</remarks>
internal sealed class ShellScript
{
    private const int CommandsMax = 10_000;

    private readonly string _line;
    private readonly List<string> _tokens;
    private readonly ImmutableArray<GuestCommand>.Builder _commands = ImmutableArray.CreateBuilder<GuestCommand>();
    private int _at;

    private ShellScript(string line)
    {
        _line = line;
        _tokens = ShellLexer.Split(line);
    }

    /// <exception cref="InputException">A command whose effect is not known: nothing is skipped silently.</exception>
    public static ImmutableArray<GuestCommand> Parse(string line)
    {
        var script = new ShellScript(line);
        script.Commands(ImmutableDictionary<string, string>.Empty, inLoop: false);
        return script._commands.ToImmutable();
    }

    private void Commands(ImmutableDictionary<string, string> variables, bool inLoop)
    {
        while (_at < _tokens.Count)
        {
            switch (_tokens[_at])
            {
                case ShellLexer.Separator:
                    _at++;
                    break;
                case "for":
                    Loop(variables);
                    break;
                case "done" when inLoop:
                    return;
                default:
                    Simple(variables);
                    break;
            }
        }

        if (inLoop)
        {
            throw Problem("a loop has no end");
        }
    }

    private void Loop(ImmutableDictionary<string, string> variables)
    {
        _at++;
        var name = Next();
        Expect("in");
        var values = UntilSeparator().ConvertAll(word => Filled(word, variables));
        while (_at < _tokens.Count && _tokens[_at] == ShellLexer.Separator)
        {
            _at++;
        }

        Expect("do");
        var body = _at;
        if (values.Count == 0)
        {
            throw Problem("a loop has nothing to go over");
        }

        foreach (var value in values)
        {
            _at = body;
            Commands(variables.SetItem(name, value), inLoop: true);
        }

        Expect("done");
    }

    private void Simple(ImmutableDictionary<string, string> variables)
    {
        var words = UntilSeparator().ConvertAll(word => Filled(word, variables));
        _commands.Add(SysfsCommand.Of(words) ?? throw Problem($"the command '{string.Join(' ', words)}' is not known"));
        if (_commands.Count > CommandsMax)
        {
            throw Problem($"it runs more than {CommandsMax} commands");
        }
    }

    private List<string> UntilSeparator()
    {
        var words = new List<string>();
        while (_at < _tokens.Count && _tokens[_at] != ShellLexer.Separator)
        {
            words.Add(_tokens[_at++]);
        }

        return words;
    }

    /// <summary>A word with its <c>$name</c> and <c>${name}</c> replaced.</summary>
    private string Filled(string word, ImmutableDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables.OrderByDescending(variable => variable.Key.Length))
        {
            word = word.Replace($"${{{name}}}", value).Replace($"${name}", value);
        }

        return word.Contains('$') ? throw Problem($"'{word}' has a variable that is not set") : word;
    }

    private string Next() => _at < _tokens.Count ? _tokens[_at++] : throw Problem("it ends too early");

    private void Expect(string token)
    {
        if (Next() != token)
        {
            throw Problem($"'{token}' was expected");
        }
    }

    private InputException Problem(string problem) => new($"the shell line '{_line}' is not understood: {problem}");
}
