using FleetSim.Model;
using Orleans.Serialization.Cloning;

namespace FleetSim.Contracts.Wire;

/// <summary>Model values are immutable: inside a silo they are handed over, not copied.</summary>
public sealed class SharedValueCopier : ISpecializableCopier
{
    public bool IsSupportedType(Type type) => IsModelType(type);

    public IDeepCopier GetSpecializedCopier(Type type) =>
        (IDeepCopier)Activator.CreateInstance(typeof(SharedValue<>).MakeGenericType(type))!;

    internal static bool IsModelType(Type type) => type.Assembly == typeof(Errno).Assembly;
}
