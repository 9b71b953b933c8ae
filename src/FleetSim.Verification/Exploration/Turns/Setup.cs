using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>Carries out what a program is given, before its actors begin.</summary>
internal static class Setup
{
    /// <exception cref="InputException">An operation is refused: its field is <c>given[0]</c> and so on.</exception>
    public static Cell[] Run(ConcurrentProgram program, Layout layout)
    {
        var alone = program with { Given = [], Actors = [new ActorProgram("given", OwnerCookie.None, program.Given)] };
        var machine = new Machine(alone);
        var world = machine.Start;
        for (var at = 0; at < program.Given.Length;)
        {
            var step = machine.Take(world, 0)!.Value;
            if (step.Stops || (step.EndsOperation && !AnswerText.IsGranted(step.Answer!)))
            {
                var answer = step.Stops ? "stops the machine" : $"is answered {AnswerText.Of(step.Answer!, layout)}";
                var problem = $"'{program.Given[at]}' {answer} under {program.Policy.Name}";
                throw new InputException(problem, new InputPlace(Field: $"given[{at}]"));
            }

            world = step.World;
            at += step.EndsOperation ? 1 : 0;
        }

        return world.Cells;
    }
}
