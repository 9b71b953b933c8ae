using System.Collections.Immutable;
using System.Reflection;
using FleetSim.Contracts.Declarations;
using FleetSim.Contracts.Reports;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols.DeviceActions;

namespace FleetSim.Contracts.Tests.Wire;

/// <summary>The model types that grains are called with or answer, and what these are made of.</summary>
internal static class ModelTypes
{
    public static readonly ImmutableArray<Type> GrainInterfaces =
    [
        typeof(IAddressSpaceGrain), typeof(IHostGrain), typeof(IDeviceGrain), typeof(IIommuGroupGrain),
        typeof(IIommuUnitGrain), typeof(IFleetGrain), typeof(ISiloGrain),
    ];

    /// <summary>Arguments and results of every grain method that are ours, or what there are several of.</summary>
    public static ImmutableArray<Type> OnTheSurface { get; } =
    [
        .. GrainInterfaces.SelectMany(grain => grain.GetMethods()).SelectMany(Surface).Distinct()
            .OrderBy(type => type.Name),
    ];

    /// <summary>Every model type below the surface; enums among them.</summary>
    public static ImmutableArray<Type> Reachable { get; } = [.. Reached(OnTheSurface).OrderBy(type => type.Name)];

    /// <summary>What a value is made of: the properties that its constructor or initializer sets.</summary>
    public static IEnumerable<PropertyInfo> Parts(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property is { CanWrite: true } && property.GetIndexParameters().Length == 0);

    /// <summary>Types whose surrogate says what they are made of: their properties do not.</summary>
    private static bool IsWhole(Type type) => type == typeof(Driver) || type == typeof(HostSource);

    /// <summary>The kinds of an abstract type. They travel in the surrogate of the call that they are in.</summary>
    public static IEnumerable<Type> Kinds(Type type) =>
        type.Assembly.GetTypes().Where(kind => kind.BaseType == type)
            .OrderBy(kind => kind.Name, StringComparer.Ordinal);

    private static bool IsInACall(Type type) => type == typeof(Membership) || type.IsAbstract
        || (type.BaseType is { IsAbstract: true } action && action.Assembly == typeof(Errno).Assembly);

    private static IEnumerable<Type> Surface(MethodInfo method) => method.GetParameters()
        .Select(parameter => parameter.ParameterType)
        .Concat(method.ReturnType.GenericTypeArguments)
        .Select(type => type.IsConstructedGenericType ? type.GenericTypeArguments.Single() : type)
        .Where(type => type.Assembly == typeof(Errno).Assembly || type.Assembly == typeof(HostKey).Assembly);

    private static HashSet<Type> Reached(IEnumerable<Type> from)
    {
        var reached = new HashSet<Type>();
        var ahead = new Stack<Type>(from);
        while (ahead.TryPop(out var type))
        {
            foreach (var argument in type.GenericTypeArguments)
            {
                ahead.Push(argument);
            }

            if (type == typeof(HostSource))
            {
                Array.ForEach([typeof(PciFunction), typeof(HostIommu), typeof(HotplugSlot), typeof(Driver)], ahead.Push);
            }

            var isOurs = type.Assembly == typeof(Errno).Assembly || type.Assembly == typeof(HostKey).Assembly;
            if (isOurs && reached.Add(type) && !type.IsEnum && !IsWhole(type))
            {
                Array.ForEach([.. Parts(type)], part => ahead.Push(part.PropertyType));
                Array.ForEach([.. type.IsAbstract ? Kinds(type) : []], ahead.Push);
            }
        }

        reached.RemoveWhere(type => type.Assembly != typeof(Errno).Assembly || IsInACall(type));
        return reached;
    }
}
