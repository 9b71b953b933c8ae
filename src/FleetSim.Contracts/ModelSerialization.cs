using FleetSim.Contracts.Wire;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;

namespace FleetSim.Contracts;

/// <summary>How model values cross from caller to grain: handed over inside a silo, by surrogate between
/// silos.</summary>
public static class ModelSerialization
{
    /// <summary>Needed by silos and clients alike.</summary>
    public static IServiceCollection AddModelSerialization(this IServiceCollection services) => services
        .AddSingleton<ISpecializableCopier, SharedValueCopier>()
        .PostConfigure<TypeManifestOptions>(ShareConvertedValues);

    /// <summary>
    /// A converter also copies, by way of its surrogate, and comes before any <see cref="ISpecializableCopier"/>. Only
    /// a copier of the type's own comes before it, so each model type with a converter gets one.
    /// </summary>
    private static void ShareConvertedValues(TypeManifestOptions manifest)
    {
        foreach (var contract in manifest.Converters.SelectMany(converter => converter.GetInterfaces()).Where(IsConverter))
        {
            if (contract.GenericTypeArguments[0] is var type && SharedValueCopier.IsModelType(type))
            {
                manifest.Copiers.Add(typeof(SharedValue<>).MakeGenericType(type));
            }
        }
    }

    private static bool IsConverter(Type contract) =>
        contract.IsConstructedGenericType && contract.GetGenericTypeDefinition() == typeof(IConverter<,>);
}
