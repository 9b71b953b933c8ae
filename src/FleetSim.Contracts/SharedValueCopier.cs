using FleetSim.Model;
using Orleans.Serialization.Cloning;

namespace FleetSim.Contracts;

/// <summary>Model values are immutable: inside a silo they are handed over, not copied.</summary>
public sealed class SharedValueCopier : ISpecializableCopier
{
    public bool IsSupportedType(Type type) => type.Assembly == typeof(Errno).Assembly;

    public IDeepCopier GetSpecializedCopier(Type type) =>
        (IDeepCopier)Activator.CreateInstance(typeof(ShallowCopier<>).MakeGenericType(type), nonPublic: true)!;
}
