using System.Reflection;
using FleetSim.Fleets;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>A fleet that tells when a device of it first does DMA.</summary>
public class SignallingTarget : DispatchProxy
{
    private readonly TaskCompletionSource _dma = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IFleet _target = null!;

    public static (IFleet Target, Task Dma) Of(IFleet target)
    {
        var proxy = Create<IFleet, SignallingTarget>();
        var signalling = (SignallingTarget)proxy;
        signalling._target = target;
        return (proxy, signalling._dma.Task);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name is nameof(IFleet.Dma) or nameof(IFleet.Translate))
        {
            _dma.TrySetResult();
        }

        return targetMethod.Invoke(_target, args);
    }
}
