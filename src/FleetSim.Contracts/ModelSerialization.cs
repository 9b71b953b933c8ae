using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Cloning;

namespace FleetSim.Contracts;

/// <summary>How model values cross from caller to grain.</summary>
public static class ModelSerialization
{
    /// <summary>Needed by silos and clients alike.</summary>
    public static IServiceCollection AddModelSerialization(this IServiceCollection services) =>
        services.AddSingleton<ISpecializableCopier, SharedValueCopier>();
}
