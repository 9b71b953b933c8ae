using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using FleetSim.Model;

namespace FleetSim.Contracts.Tests.Wire;

/// <summary>
/// Everything that two silos of different versions have to agree on, as text: grain methods, the numbered fields of
/// wire types, the model types they stand for, and the numbers of enums.
/// </summary>
/// <remarks>A model type is written with its namespace: an answer between silos names its type.</remarks>
internal static class WireSurface
{
    public static ImmutableArray<Type> WireTypes { get; } =
    [
        .. typeof(HostKey).Assembly.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute)))
            .OrderBy(Alias, StringComparer.Ordinal),
    ];

    public static ImmutableArray<Type> Grains { get; } =
    [
        .. typeof(HostKey).Assembly.GetTypes()
            .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
            .OrderBy(Alias, StringComparer.Ordinal),
    ];

    public static string Write() => string.Join('\n', [
        .. Grains.SelectMany(Grain), .. WireTypes.SelectMany(WireType),
        .. ModelTypes.Reachable.Concat(WireTypes.SelectMany(Fields).Select(field => field.Type))
            .Where(type => type.IsEnum).Distinct().OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(Enumeration),
        "",
    ]);

    public static string? Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;

    private static IEnumerable<string> Grain(Type grain) => grain.GetMethods()
        .Select(method => $"  {Alias(method)}({Parameters(method)}): {Name(method.ReturnType)}")
        .Order(StringComparer.Ordinal)
        .Prepend($"grain {Alias(grain)}");

    private static string Parameters(MethodInfo method) =>
        string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)));

    private static IEnumerable<string> WireType(Type type) => Fields(type)
        .OrderBy(field => field.Id)
        .Select(field => string.Create(CultureInfo.InvariantCulture, $"  {field.Id} {field.Name}: {Name(field.Type)}"))
        .Prepend($"type {Alias(type)}{StandsFor(type)}");

    private static IEnumerable<(uint Id, string Name, Type Type)> Fields(Type type) =>
    [
        .. type.GetFields().Where(field => field.IsDefined(typeof(IdAttribute)))
            .Select(field => (field.GetCustomAttribute<IdAttribute>()!.Id, field.Name, field.FieldType)),
        .. type.GetProperties().Where(property => property.IsDefined(typeof(IdAttribute)))
            .Select(property => (property.GetCustomAttribute<IdAttribute>()!.Id, property.Name, property.PropertyType)),
    ];

    private static string StandsFor(Type surrogate) => string.Concat(typeof(HostKey).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(RegisterConverterAttribute)))
        .SelectMany(type => type.GetInterfaces())
        .Where(contract => contract.GenericTypeArguments[1] == surrogate)
        .Select(contract => $" for {contract.GenericTypeArguments[0].FullName}"));

    private static IEnumerable<string> Enumeration(Type type) => Enum.GetNames(type)
        .Select(name => $"  {Enum.Format(type, Enum.Parse(type, name), "d")} {name}")
        .Prepend($"enum {type.FullName}: {Enum.GetUnderlyingType(type).Name}");

    private static string Name(Type type) => type switch
    {
        { IsArray: true } => Name(type.GetElementType()!) + "[]",
        { IsConstructedGenericType: true } =>
            $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>",
        _ when type.Assembly == typeof(Errno).Assembly => type.FullName!["FleetSim.Model.".Length..],
        _ => type.Name,
    };
}
