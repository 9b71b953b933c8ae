using FleetSim.Verification.Exploration.Checks;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;
using FleetSim.Verification.Exploration.Traces;
using FleetSim.Verification.Exploration.Turns;

namespace FleetSim.Verification.Exploration.Search;

/// <summary>Tries interleavings of a program at random: for programs that are too large to try all.</summary>
public sealed class RandomWalks
{
    private readonly ConcurrentProgram _program;
    private readonly WalkOptions _options;
    private readonly Machine _machine;
    private readonly FindingList<List<int>> _findings;
    private readonly HashSet<UInt128> _states = [];
    private SplitMix64 _random;

    private RandomWalks(ConcurrentProgram program, WalkOptions options)
    {
        _program = program;
        _options = options;
        _machine = new Machine(program);
        _findings = new FindingList<List<int>>(program.Policy);
        _random = new SplitMix64(options.Seed);
    }

    /// <exception cref="Model.InputException">What the program is given cannot be carried out.</exception>
    public static WalkResult Walk(ConcurrentProgram program, WalkOptions options)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        return new RandomWalks(program, options).Run();
    }

    private WalkResult Run()
    {
        _states.Add(_machine.Start.Fingerprint);
        _findings.Add(_machine.AtStart, () => []);
        var turns = 0L;
        var longest = 0;
        for (var walk = 0; walk < _options.Walks; walk++)
        {
            var length = WalkOnce();
            turns += length;
            longest = Math.Max(longest, length);
        }

        return new WalkResult
        {
            Options = _options,
            States = _states.Count,
            Turns = turns,
            LongestTurns = longest,
            Findings = [.. _findings.All.Select(WithTrace)],
        };
    }

    /// <returns>How many turns were taken.</returns>
    private int WalkOnce()
    {
        var world = _machine.Start;
        var schedule = new List<int>();
        while (schedule.Count < _options.TurnsMax)
        {
            if (TakeAny(world) is not var (actor, step))
            {
                _findings.Add(AtEnd.Of(world, _machine), () => schedule);
                break;
            }

            schedule.Add(actor);
            _states.Add(step.World.Fingerprint);
            _findings.Add(step.Breaches, () => [.. schedule]);
            if (step.Stops)
            {
                break;
            }

            world = step.World;
        }

        return schedule.Count;
    }

    /// <summary>The turn of an actor drawn from those who can go on; null when none can.</summary>
    private (int Actor, Step Step)? TakeAny(World world)
    {
        Span<int> left = stackalloc int[ConcurrentProgram.ActorsMax];
        var count = _program.Actors.Length;
        for (var i = 0; i < count; i++)
        {
            left[i] = i;
        }

        while (count > 0)
        {
            var drawn = _random.Below(count);
            if (_machine.Take(world, left[drawn]) is { } step)
            {
                return (left[drawn], step);
            }

            left[drawn] = left[--count];
        }

        return null;
    }

    private Finding WithTrace(Breach<List<int>> breach) => new(
        breach.Invariant,
        breach.Guaranteed,
        new Retrace(_program, _machine).Of(new Shortening(_program, _machine, breach.Invariant.Id).Of(breach.Place)));
}
