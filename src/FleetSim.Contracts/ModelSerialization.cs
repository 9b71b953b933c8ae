using FleetSim.Contracts.Wire;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Configuration;

namespace FleetSim.Contracts;

/// <summary>How model values cross from caller to grain: handed over inside a silo, by surrogate between
/// silos.</summary>
public static class ModelSerialization
{
    /// <summary>Needed by silos and clients alike.</summary>
    public static IServiceCollection AddModelSerialization(this IServiceCollection services) =>
        services.PostConfigure<TypeManifestOptions>(ShareConvertedValues);

    /// <summary>
    /// A converter also copies, by way of its surrogate. Only a copier of the type's own comes before it, so each type
    /// that has a converter gets one: these types are immutable. No other type of the model is handed over.
    /// </summary>
    private static void ShareConvertedValues(TypeManifestOptions manifest)
    {
        foreach (var type in manifest.Converters.SelectMany(converter => converter.GetInterfaces()).Where(IsOurs)
            .Select(contract => contract.GenericTypeArguments[0]))
        {
            manifest.Copiers.Add(typeof(SharedValue<>).MakeGenericType(type));
        }
    }

    /// <summary>A converter of this assembly; Orleans has converters too.</summary>
    private static bool IsOurs(Type contract) => contract.IsConstructedGenericType
        && contract.GetGenericTypeDefinition() == typeof(IConverter<,>)
        && contract.GenericTypeArguments[1].Assembly == typeof(ModelSerialization).Assembly;
}
