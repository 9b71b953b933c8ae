using System.Collections.Immutable;
using System.Reflection;
using CsCheck;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Contracts.Tests.Wire;

/// <summary>Generators of whole values of any model type: a part that is added to one is generated too.</summary>
internal static class ModelValues
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Gen<object?> Null = Gen.Const((object?)null);

    public static Gen<object> Of(Type type) => Value(type).Select(value => value!);

    private static Gen<object?> Value(Type type) => type switch
    {
        _ when type == typeof(bool) => Boxed(Gen.Bool),
        _ when type == typeof(byte) => Boxed(Gen.Byte),
        _ when type == typeof(ushort) => Boxed(Gen.UShort),
        _ when type == typeof(uint) => Boxed(Gen.UInt),
        _ when type == typeof(ulong) => Boxed(Gen.ULong),
        _ when type == typeof(int) => Boxed(Gen.Int),
        _ when type == typeof(long) => Boxed(Gen.Long),
        _ when type == typeof(string) => Boxed(Gen.String),
        _ when type == typeof(Driver) => OneOf(DriverCatalogue.Standard.Drivers),
        _ when type == typeof(HostSource) => OneOf(HostKinds.All.Select(Source)),
        _ when type == typeof(TranslationBatch) => Batches,
        _ when type.IsEnum => OneOf(Enum.GetValues(type).Cast<object?>()),
        _ when Nullable.GetUnderlyingType(type) is { } underlying => Gen.OneOf(Null, Value(underlying)),
        _ when Is(type, typeof(ImmutableArray<>)) => Collection(nameof(Arrays), type),
        _ when Is(type, typeof(ImmutableSortedDictionary<,>)) => Collection(nameof(Dictionaries), type),
        _ when Is(type, typeof(ImmutableList<>)) => Collection(nameof(Lists), type),
        _ when type.IsAbstract => Gen.OneOf([.. ModelTypes.Kinds(type).Select(Record)]),
        _ => Record(type),
    };

    private static HostSource Source(HostKind kind) =>
        new(kind.Name, kind.Topology, HostIommu.Of(kind.Iommu, null), kind.Slots)
        {
            Drivers = DriverCatalogue.Standard.Without("e1000e"),
        };

    private static Gen<object?> Batches { get; } = Gen.Select(
        Gen.Select(Gen.ULong, Gen.UShort).Array[0, 5], Value(typeof(Domain)), Gen.ULong, (requests, domain, changes) =>
            (object?)new TranslationBatch(
                [.. requests.Select(one => new TranslationRequest(one.Item1, new Rid(one.Item2), DmaAccess.Read))])
            {
                Domain = (Domain)domain!,
                Changes = changes,
            });

    private static bool Is(Type type, Type definition) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == definition;

    private static Gen<object?> Boxed<T>(Gen<T> gen) => gen.Select(value => (object?)value);

    private static Gen<object?> OneOf(IEnumerable<object?> values)
    {
        var all = values.ToArray();
        return Gen.Int[0, all.Length - 1].Select(index => all[index]);
    }

    private static Gen<object?> Part(PropertyInfo part) =>
        !part.PropertyType.IsValueType && Nullability.Create(part).ReadState == NullabilityState.Nullable
            ? Gen.OneOf(Null, Value(part.PropertyType))
            : Value(part.PropertyType);

    private static Gen<object?> Record(Type type)
    {
        var parts = ModelTypes.Parts(type).ToArray();
        var names = parts.Select(part => part.Name).ToArray();
        var constructor = type.GetConstructors()
            .Where(one => one.GetParameters().All(parameter => names.Contains(parameter.Name)))
            .MaxBy(one => one.GetParameters().Length);
        var parameters = constructor?.GetParameters()
            .Select(parameter => Array.IndexOf(names, parameter.Name)).ToArray() ?? [];
        var values = parts.Aggregate(
            Gen.Const(ImmutableList<object?>.Empty),
            (before, part) => before.Select(Part(part), (list, value) => list.Add(value)));
        return values.Select(list =>
        {
            var made = Activator.CreateInstance(type, [.. parameters.Select(index => list[index])]);
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i].SetValue(made, list[i]);
            }

            return made;
        });
    }

    private static Gen<object?> Collection(string maker, Type type) => (Gen<object?>)typeof(ModelValues)
        .GetMethod(maker, BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(type.GenericTypeArguments)
        .Invoke(null, null)!;

    /// <summary>No array at all, and an empty one, are different things on the wire too.</summary>
    private static Gen<object?> Arrays<T>() => Gen.OneOf(
        Gen.Const((object?)default(ImmutableArray<T>)),
        Value(typeof(T)).Array[0, 3].Select(items => (object?)items.Cast<T>().ToImmutableArray()));

    private static Gen<object?> Lists<T>() =>
        Value(typeof(T)).Array[0, 3].Select(items => (object?)items.Cast<T>().ToImmutableList());

    private static Gen<object?> Dictionaries<TKey, TValue>()
        where TKey : notnull => Gen.Select(Value(typeof(TKey)), Value(typeof(TValue))).Array[0, 3]
        .Select(pairs => (object?)ImmutableSortedDictionary<TKey, TValue>.Empty
            .SetItems(pairs.Select(pair => KeyValuePair.Create((TKey)pair.Item1!, (TValue)pair.Item2!))));
}
