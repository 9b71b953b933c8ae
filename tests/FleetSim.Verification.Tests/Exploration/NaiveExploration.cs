using System.Collections;
using System.Reflection;
using System.Text;
using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Pci;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;
using FleetSim.Verification.Exploration.Turns;

namespace FleetSim.Verification.Tests.Exploration;

/// <summary>Follows every schedule to its end, remembers no state, and tells states apart by all that they
/// print.</summary>
internal sealed class NaiveExploration
{
    private readonly ConcurrentProgram _program;
    private readonly Machine _machine;

    public NaiveExploration(ConcurrentProgram program)
    {
        _program = program;
        _machine = new Machine(program, answersAtOnce: false);
        Follow(_machine.Start);
    }

    public HashSet<string> States { get; } = [];

    public HashSet<UInt128> Fingerprints { get; } = [];

    public SortedSet<string> Broken { get; } = new(StringComparer.Ordinal);

    private void Follow(World world)
    {
        States.Add(Print(world));
        Fingerprints.Add(world.Fingerprint);
        for (var actor = 0; actor < _program.Actors.Length; actor++)
        {
            if (_machine.Take(world, actor) is { } step)
            {
                Broken.UnionWith(step.Breaches.Under(_program.Policy).Select(broken => broken.Invariant.Id));
                if (!step.Stops)
                {
                    Follow(step.World);
                }
            }
        }
    }

    private static string Print(World world)
    {
        var text = new StringBuilder();
        foreach (var part in world.Cells.Cast<object>().Concat(world.Actors))
        {
            Print(text, part);
        }

        return text.ToString();
    }

    private static void Print(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case string or Enum or ValueType when value is not IEnumerable && IsPlain(value):
                text.Append(value);
                break;
            case PciFunction function:
                text.Append(function.Address);
                break;
            case PciTopology topology:
                Print(text, topology.Functions);
                break;
            case GroupTable groups:
                Print(text, groups.ToRecord().Functions.Select(function => $"{function.Address} {function.Group}"));
                Print(text, groups.ToRecord().Incarnations);
                break;
            case IEnumerable<RidAttachment> attachments when IsThere(attachments):
                PrintAll(text, attachments.OrderBy(attachment => attachment.Rid)); // Their order says nothing.
                break;
            case IEnumerable items:
                PrintAll(text, items);
                break;
            default:
                PrintProperties(text, value);
                break;
        }

        text.Append(';');
    }

    private static bool IsPlain(object value) => value is string or Enum or PciAddress || value.GetType().IsPrimitive;

    /// <summary>Not an array that was never made.</summary>
    private static bool IsThere(IEnumerable items) =>
        !items.GetType().IsValueType || !(bool)items.GetType().GetProperty("IsDefault")!.GetValue(items)!;

    private static void PrintAll(StringBuilder text, IEnumerable items)
    {
        text.Append('[');
        if (IsThere(items))
        {
            foreach (var item in items)
            {
                Print(text, item);
            }
        }

        text.Append(']');
    }

    private static void PrintProperties(StringBuilder text, object value)
    {
        text.Append(value.GetType().Name).Append('{');
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && property.Name is not ("Fingerprint" or "Version"))
            {
                Print(text, property.GetValue(value));
            }
        }

        text.Append('}');
    }
}
