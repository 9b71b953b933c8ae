using System.CommandLine;
using System.Globalization;
using FleetSim.Load.Thresholds;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Litmus;
using FleetSim.Verification.Exploration.Search;

namespace FleetSim.Cli.Exploring;

/// <summary>What <c>explore</c> takes on the command line. Numbers are read here, so that what is wrong is one
/// sentence.</summary>
internal sealed class ExploreOptions
{
    public const string About =
        "Runs every interleaving of a small concurrent program's grain turns, and checks every invariant in every "
        + "state. A step of a trace is one actor going on with one operation, with nobody in between; traces have the "
        + "fewest steps there are. Exit code 1: the policy broke what it guarantees, or the result is not what the "
        + "litmus test expects of the policy; anything else that breaks is a finding. Exit code 3: --max-states was "
        + "reached.";

    private static readonly string Policies = string.Join(", ", OwnershipPolicies.All.Select(policy => policy.Name));

    private readonly Argument<string> _litmus = new("litmus")
    {
        Description = $"A litmus file, or a shipped one by name: {string.Join(", ", ShippedLitmusTests.Names)}.",
    };

    private readonly Option<string> _policy = new("--policy")
    {
        Description = $"Ownership policy, by default mainline: {Policies}.",
        DefaultValueFactory = _ => "mainline",
    };

    private readonly Option<string> _statesMax = new("--max-states")
    {
        Description = "Give up, unfinished, after so many states (about 150 bytes each); by default 5000000.",
    };

    private readonly Option<string> _walk = new("--walk")
    {
        Description = "Try so many interleavings at random instead of all, for programs that are too large to exhaust.",
    };

    private readonly Option<string> _seed = new("--seed")
    {
        Description = "Decides every choice of the walks; by default 1.",
    };

    private readonly Option<bool> _everyTurn = new("--every-turn")
    {
        Description = "Without reduction: a grain may take an answer late, which shows nothing more and takes longer.",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON document on standard output." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_litmus);
        foreach (var option in new Option[] { _policy, _statesMax, _walk, _seed, _everyTurn, Json })
        {
            command.Options.Add(option);
        }
    }

    public LitmusTest Litmus(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_litmus);
        if (ShippedLitmusTests.Find(name) is { } shipped)
        {
            return LitmusFile.Parse(shipped, $"{name}.yaml", Environment.CurrentDirectory);
        }

        if (File.Exists(name) || name.AsSpan().ContainsAny('/', '.'))
        {
            return LitmusFile.Read(name);
        }

        var near = NearestName.Suggestion(name, ShippedLitmusTests.Names);
        throw new InputException($"{name}: there is no such file and no shipped litmus test of that name{near}");
    }

    public OwnershipPolicy Policy(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_policy);
        return OwnershipPolicies.Find(name)
            ?? throw new InputException($"--policy: there is no policy '{name}'; the policies are {Policies}");
    }

    public ExplorationOptions Exploration(ParseResult parsed)
    {
        var fallback = new ExplorationOptions();
        return fallback with
        {
            StatesMax = (int)Number(parsed, _statesMax, 1, 100_000_000, (ulong)fallback.StatesMax),
            Reduced = !parsed.GetValue(_everyTurn),
        };
    }

    /// <summary>Null when all interleavings are asked for.</summary>
    public WalkOptions? Walk(ParseResult parsed)
    {
        var seed = Number(parsed, _seed, 0, ulong.MaxValue, 1);
        return parsed.GetValue(_walk) is not null
            ? new WalkOptions((int)Number(parsed, _walk, 1, 100_000_000, 1), seed)
            : parsed.GetValue(_seed) is null
                ? null
                : throw new InputException("--seed: only --walk chooses at random; give both, or neither");
    }

    private static ulong Number(ParseResult parsed, Option<string> option, ulong min, ulong max, ulong fallback)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return fallback;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
            ? value
            : throw new InputException($"{option.Name}: '{text}' is not a whole number from {min} to {max}");
    }
}
