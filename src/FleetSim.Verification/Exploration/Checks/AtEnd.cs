using System.Collections.Immutable;
using FleetSim.Verification.Audit;
using FleetSim.Verification.Exploration.States;
using FleetSim.Verification.Exploration.Turns;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Exploration.Checks;

/// <summary>What is broken in a state from which nobody can go on.</summary>
internal static class AtEnd
{
    public static Breaches Of(World world, Machine machine)
    {
        if (!machine.IsDone(world))
        {
            return new Breaches(0, TraceInvariants.NoDeadlock);
        }

        return new Breaches(0, Problems(world, machine.Layout).Any() ? TraceInvariants.Consistent : 0);
    }

    /// <summary>Contradictions between the parts of the host; a claim that an actor keeps is none.</summary>
    public static IEnumerable<string> Problems(World world, Layout layout) =>
        HostAudit.Problems(Facts(world, layout))
            .Where(problem => !problem.Contains("still claimed by", StringComparison.Ordinal));

    private static HostFacts Facts(World world, Layout layout)
    {
        var host = ((HostCell)world.Cells[Layout.Host]).State;
        ImmutableArray<RegisteredFact> registered =
        [
            .. host.Registered.Functions
                .Select(function => new RegisteredFact(function.Address, host.Groups.GroupOf(function.Address))),
        ];
        return new HostFacts
        {
            Host = "host",
            IsDown = false,
            Registered = registered,
            Devices = Numbers(1, layout.FirstGroup)
                .ToDictionary(layout.AddressOf, cell => ((DeviceCell)world.Cells[cell]).State),
            Groups = Numbers(layout.FirstGroup, layout.FirstUnit)
                .ToDictionary(cell => cell - layout.FirstGroup, cell => ((GroupCell)world.Cells[cell]).Record),
            Units = Numbers(layout.FirstUnit, layout.Count)
                .ToDictionary(layout.UnitOf, cell => ((UnitCell)world.Cells[cell]).State),
        };
    }

    private static IEnumerable<int> Numbers(int from, int to) => Enumerable.Range(from, to - from);
}
