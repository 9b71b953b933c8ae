using FleetSim.Model;
using FleetSim.Verification.Exploration.Checks;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>The machine that runs an explored program: takes one turn of one actor.</summary>
/// <remarks>
/// <para>
/// A turn is what a grain does between two awaits. A grain in the middle of a call is busy and begins no other; who of
/// several callers is next is open. From a state an actor has at most one turn, so a schedule is a list of actors.
/// </para>
/// <para>
/// Reduction: an answer is taken at once. The grain that takes it is busy with this very call, so nobody else reads or
/// changes it before it has, and the turn commutes with every turn of another actor. What is checked of a state (single
/// groups, the units' tables, claims that are held) is checked the more strictly the earlier an answer is taken, so
/// that a state with an answer under way shows nothing broken that the same state without it does not. Calls that wait
/// for a busy grain are interleaved in every order. Not thread-safe.
/// </para>
/// </remarks>
internal sealed class Machine
{
    private readonly ConcurrentProgram _program;
    private readonly bool _answersAtOnce;
    private readonly StateEncoder _encoder = new();
    private readonly GrainTurns _turns;
    private readonly StateChecks _checks;

    /// <param name="answersAtOnce">False takes every turn by itself.</param>
    /// <exception cref="InputException">What is given cannot be carried out.</exception>
    public Machine(ConcurrentProgram program, bool answersAtOnce = true)
    {
        _program = program;
        _answersAtOnce = answersAtOnce;
        Layout = new Layout(program.Template, program.Names);
        _turns = new GrainTurns(program.Policy, program.Template.Drivers, Layout, _encoder);
        _checks = new StateChecks(program, Layout);
        var actors = program.Actors.Select((_, i) => _encoder.Actor(i, Beginning(i, ActorState.Start)));
        Start = new World(Given(), [.. actors]);
        AtStart = _checks.Of(Start);
    }

    public Layout Layout { get; }

    public World Start { get; }

    /// <summary>What is broken before anybody has done anything.</summary>
    public Breaches AtStart { get; }

    public bool IsDone(World world)
    {
        for (var i = 0; i < world.Actors.Length; i++)
        {
            if (world.Actors[i].At < _program.Actors[i].Operations.Length)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes the next turn of an actor.</summary>
    /// <param name="seen">Is told of every turn.</param>
    /// <returns>Null when the actor has finished, or waits for a busy grain.</returns>
    public Step? Take(World world, int actor, ICollection<Turn>? seen = null)
    {
        var scratch = new Scratch(world, actor);
        if (scratch.Pending is null && !Begins(world, scratch))
        {
            return null;
        }

        if (scratch.Pending is Request request && world.IsBusy(request.Cell))
        {
            return null;
        }

        do
        {
            TakeOne(scratch, seen);
        }
        while (_answersAtOnce && scratch.Pending is Answer && !scratch.Stops);

        var next = scratch.Finished(_encoder);
        var inTurns = new Breaches(0, scratch.Broken, scratch.Bookkeeping);
        var breaches = scratch.Stops ? inTurns : inTurns.And(_checks.Of(next));
        return new Step(next, scratch.Answer is not null, scratch.Stops, breaches, scratch.Answer);
    }

    /// <summary>The actor's next operation becomes a call; false at the end of its program.</summary>
    private bool Begins(World world, Scratch scratch)
    {
        var actor = _program.Actors[scratch.Actor];
        if (scratch.Mine.At == actor.Operations.Length)
        {
            return false;
        }

        var operation = actor.Operations[scratch.Mine.At];
        var request = OperationStart.RequestOf(operation, actor, world, scratch.Actor, Layout);
        scratch.Actors[scratch.Actor] = Claims.Beginning(operation, scratch.Mine, Layout);
        scratch.Pending = request ?? (Message)new GroupAnswer(new(Errno.ENODEV));
        return true;
    }

    private void TakeOne(Scratch scratch, ICollection<Turn>? seen)
    {
        try
        {
            switch (scratch.Pending)
            {
                case DmaRequest dma:
                    End(scratch, dma.Cell, Dma.Translate(scratch, dma, _program.Actors[scratch.Actor].User, Layout));
                    seen?.Add(TurnText.OfDma(dma.Cell, scratch.Answer!, Layout));
                    break;
                case Request request:
                    Apply(scratch, request.Cell, request, _turns.Begin(scratch[request.Cell], request), seen);
                    break;
                case Answer answer when scratch.Serving.IsEmpty:
                    End(scratch, Layout.Host, answer); // There is no such group: nobody was asked.
                    break;
                case Answer answer:
                    var cell = scratch.Serving[^1];
                    scratch.Serving = scratch.Serving.RemoveAt(scratch.Serving.Length - 1);
                    Apply(scratch, cell, answer, _turns.Next(scratch[cell], cell, answer), seen);
                    break;
                default:
                    throw new InvalidOperationException("nothing is under way");
            }
        }
        catch (InvariantViolationException broken)
        {
            scratch.Stops = true;
            scratch.Bookkeeping = broken.Id;
        }
    }

    /// <summary>Commits a move, then passes on what it asks or answers.</summary>
    private void Apply(Scratch scratch, int cell, Message came, Move move, ICollection<Turn>? seen)
    {
        if (scratch[cell] is GroupCell group)
        {
            GroupChange.Apply(scratch, cell - Layout.FirstGroup, came, group.Record, move, Layout);
        }

        seen?.Add(TurnText.Of(cell, came, scratch[cell], move, Layout));
        scratch[cell] = move.State;
        if (move.Call is { } call)
        {
            scratch.Serving = scratch.Serving.Add(cell);
            scratch.Pending = call;
        }
        else if (scratch.Serving.IsEmpty)
        {
            End(scratch, cell, move.Reply!);
        }
        else
        {
            scratch.Pending = move.Reply;
        }
    }

    /// <summary>The actor has its answer: it remembers what it holds now, and goes on.</summary>
    /// <param name="cell">The grain that answers.</param>
    private void End(Scratch scratch, int cell, Answer answer)
    {
        var program = _program.Actors[scratch.Actor];
        var operation = program.Operations[scratch.Mine.At];
        var mine = Claims.Ending(operation, scratch.Mine, answer, cell, program.User, scratch, Layout);
        mine = mine with { At = mine.At + 1 };
        scratch.Actors[scratch.Actor] = Beginning(scratch.Actor, mine);
        scratch.Pending = null;
        scratch.Answer = answer;
    }

    /// <summary>Past the operations that it leaves out, because it holds nothing that they need.</summary>
    private ActorState Beginning(int actor, ActorState state)
    {
        var operations = _program.Actors[actor].Operations;
        var at = state.At;
        while (at < operations.Length && OperationStart.IsSkipped(operations[at], state, Layout))
        {
            at++;
        }

        return state with { At = at };
    }

    private Cell[] Given() => _program.Given.IsEmpty
        ? Layout.CellsOf(_program.Template, _encoder)
        : Setup.Run(_program, Layout);
}
