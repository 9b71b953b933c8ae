using System.Collections;
using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;

namespace FleetSim.Contracts.Tests.Wire;

/// <summary>A value as text, part by part, to compare by: records compare collections by reference.</summary>
internal static class Structure
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        Driver driver => $"driver {driver.Name}",
        HostSource host => Of(host),
        _ when value.GetType().IsEnum || value.GetType().IsPrimitive => $"{value}",
        IStructuralEquatable when IsDefaultArray(value) => "no array",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ => $"{value.GetType().Name} {{ {string.Join(", ", Parts(value))} }}",
    };

    private static string Of(HostSource host) =>
        $"{host.Name} {Of(host.Topology.Functions)} {Of(host.Iommu)} {Of(host.Slots)} {Of(host.Drivers.Drivers)} "
        + $"{host.Drivers.LocksLeavingDevices}";

    private static IEnumerable<string> Parts(object value)
    {
        var type = value.GetType();
        var isPair = type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);
        if (!isPair && type.Assembly != typeof(Errno).Assembly && type.Assembly != typeof(HostKey).Assembly)
        {
            throw new ArgumentException($"{type} has no structure known here", nameof(value));
        }

        var parts = isPair ? type.GetProperties() : ModelTypes.Parts(type);
        return parts.Select(part => $"{part.Name} = {Of(part.GetValue(value))}");
    }

    private static bool IsDefaultArray(object value) =>
        value.GetType() is { IsConstructedGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && (bool)type.GetProperty(nameof(ImmutableArray<int>.IsDefault))!.GetValue(value)!;
}
