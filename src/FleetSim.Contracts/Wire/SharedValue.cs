using Orleans.Serialization.Cloning;

namespace FleetSim.Contracts.Wire;

/// <summary>The copy of an immutable value is the value: inside a silo it is handed over.</summary>
internal sealed class SharedValue<T> : IDeepCopier<T>, IOptionalDeepCopier
{
    public bool IsShallowCopyable() => true;

    public T? DeepCopy(T? input, CopyContext context) => input;
}
