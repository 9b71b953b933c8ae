using Orleans.Serialization.Cloning;

namespace FleetSim.Contracts.Wire;

/// <summary>The copy of an immutable value is the value.</summary>
internal sealed class SharedValue<T> : IDeepCopier<T>, IOptionalDeepCopier
{
    public bool IsShallowCopyable() => true;

    public T? DeepCopy(T? input, CopyContext context) => input;
}
