using System.Collections.Immutable;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;
using FleetSim.Verification.Exploration.Turns;

namespace FleetSim.Verification.Exploration.Traces;

/// <summary>Takes a schedule's turns once more, and writes down what happens.</summary>
internal sealed class Retrace(ConcurrentProgram program, Machine machine)
{
    private readonly ImmutableArray<TraceStep>.Builder _steps = ImmutableArray.CreateBuilder<TraceStep>();

    /// <param name="schedule">The actors, turn by turn.</param>
    public ImmutableArray<TraceStep> Of(IReadOnlyList<int> schedule)
    {
        var world = machine.Start;
        for (var at = 0; at < schedule.Count;)
        {
            at = WriteStep(schedule, at, ref world);
        }

        return _steps.ToImmutable();
    }

    /// <returns>Index of the first turn that belongs to another step.</returns>
    private int WriteStep(IReadOnlyList<int> schedule, int at, ref World world)
    {
        var actor = schedule[at];
        var before = world.Actors[actor];
        var seen = new List<Turn>();
        Step step;
        do
        {
            step = machine.Take(world, actor, seen)
                ?? throw new ArgumentException("no such schedule", nameof(schedule));
            world = step.World;
            at++;
        }
        while (!step.EndsOperation && !step.Stops && at < schedule.Count && schedule[at] == actor);

        _steps.Add(new TraceStep(
            program.Actors[actor].Name,
            program.Actors[actor].Operations[before.At].Text,
            before.Pending is not null,
            AnswerOf(step, seen),
            [.. seen.Select(turn => turn.ToString())],
            Groups(seen, world),
            seen.FindLastIndex(turn => turn.Kind == CellKind.Group)));
        return at;
    }

    private string? AnswerOf(Step step, List<Turn> seen) =>
        step.Answer is { } answer ? AnswerText.Of(answer, machine.Layout)
        : step.Breaches.Bookkeeping is { } thrown ? $"{thrown} does not hold: the activation stops"
        : step.Stops ? seen[^1].Did
        : null;

    private ImmutableArray<string> Groups(List<Turn> seen, World world)
    {
        var layout = machine.Layout;
        var cells = Enumerable.Range(layout.FirstGroup, layout.FirstUnit - layout.FirstGroup)
            .Where(cell => seen.Exists(turn => turn.Kind == CellKind.Group && turn.Grain == layout.NameOf(cell)));
        return
        [
            .. cells.Select(cell => GroupText.Of(
                cell - layout.FirstGroup, ((GroupCell)world.Cells[cell]).Record, layout)),
        ];
    }
}
