using FleetSim.Verification.Exploration.Checks;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;
using FleetSim.Verification.Exploration.Traces;
using FleetSim.Verification.Exploration.Turns;

namespace FleetSim.Verification.Exploration.Search;

/// <summary>Runs every interleaving of a program's turns, and finds what each can break in the fewest steps.</summary>
/// <remarks>
/// A step is what a trace shows on one line: one actor goes on with one operation for one turn or more, with nobody in
/// between. The search goes step by step, not turn by turn: level n has the states that n steps reach and fewer do not.
/// From a state of the level before, an actor is followed turn after turn until its operation ends, it must wait, or it
/// meets a state of an earlier level. So the first trace to a broken invariant has the fewest steps that there are, and
/// every turn from every state is taken once.
/// </remarks>
public sealed class Explorer
{
    private readonly ConcurrentProgram _program;
    private readonly ExplorationOptions _options;
    private readonly Machine _machine;
    private readonly StateTable _table = new();
    private readonly FindingList<Origin> _findings;
    private List<(World World, int State)> _level = [];
    private List<(World World, int State)> _next = [];
    private int _levelStart;
    private long _turns;
    private bool _isFull;

    private Explorer(ConcurrentProgram program, ExplorationOptions options)
    {
        _program = program;
        _options = options;
        _machine = new Machine(program, options.Reduced);
        _findings = new FindingList<Origin>(program.Policy);
    }

    /// <exception cref="Model.InputException">What the program is given cannot be carried out.</exception>
    public static ExplorationResult Explore(ConcurrentProgram program, ExplorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        return new Explorer(program, options ?? new ExplorationOptions()).Run();
    }

    private ExplorationResult Run()
    {
        _table.Add(_machine.Start.Fingerprint, new Origin(-1, 0, 0));
        _findings.Add(_machine.AtStart, () => new Origin(-1, 0, 0));
        _next.Add((_machine.Start, 0));
        var steps = 0;
        while (_next.Count > 0 && !_isFull)
        {
            (_level, _next) = (_next, _level);
            _next.Clear();
            _levelStart = _table.Count;
            steps++;
            ExpandLevel();
        }

        return new ExplorationResult
        {
            States = Math.Min(_table.Count, _options.StatesMax),
            Turns = _turns,
            Steps = _isFull ? steps : steps - 1,
            Exhausted = !_isFull,
            Waiting = _isFull ? _level.Count + _next.Count : 0,
            Findings = [.. _findings.All.Select(WithTrace)],
        };
    }

    private void ExpandLevel()
    {
        foreach (var (world, state) in _level)
        {
            if (_isFull)
            {
                return;
            }

            for (var actor = 0; actor < _program.Actors.Length; actor++)
            {
                Follow(world, state, actor);
            }

            if (_table.Taken(state) == 0)
            {
                _findings.Add(AtEnd.Of(world, _machine), () => _table.OriginOf(state));
            }
        }
    }

    /// <summary>Follows one actor from a state for as long as it is one step.</summary>
    private void Follow(World world, int from, int actor)
    {
        var bit = (ushort)(1 << actor);
        var at = from;
        for (ushort turns = 1; (_table.Taken(at) & bit) == 0 && _machine.Take(world, actor) is { } step; turns++)
        {
            _turns++;
            _table.Taken(at) |= bit;
            var origin = new Origin(from, (byte)actor, turns);
            _findings.Add(step.Breaches, () => origin);
            if (step.Stops || !Reach(step.World, origin, out at) || step.EndsOperation)
            {
                return;
            }

            world = step.World;
        }
    }

    /// <summary>False if the state is of an earlier level, from which all was or will be tried, or if there is no room
    /// for it.</summary>
    private bool Reach(World world, Origin origin, out int state)
    {
        (state, var isNew) = _table.Add(world.Fingerprint, origin);
        if (isNew)
        {
            _isFull = _table.Count > _options.StatesMax;
            _next.Add((world, state));
            if ((_table.Count & 0xffff) == 0)
            {
                _options.Progress?.Invoke(_table.Count);
            }
        }

        return !_isFull && state >= _levelStart;
    }

    private Finding WithTrace(Breach<Origin> breach) => new(
        breach.Invariant,
        breach.Guaranteed,
        new Retrace(_program, _machine).Of(ScheduleTo(breach.Place)));

    /// <summary>The actors, turn by turn, from the first state on.</summary>
    private List<int> ScheduleTo(Origin origin)
    {
        var schedule = new List<int>();
        for (; origin.From >= 0; origin = _table.OriginOf(origin.From))
        {
            schedule.AddRange(Enumerable.Repeat((int)origin.Actor, origin.Turns));
        }

        schedule.Reverse();
        return schedule;
    }
}
