using System.Reflection;
using FleetSim.Scenarios.Targets;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>A fleet that tells when a device of it first does DMA.</summary>
public class SignallingTarget : DispatchProxy
{
    private readonly TaskCompletionSource _dma = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IFleetTarget _target = null!;

    public static (IFleetTarget Target, Task Dma) Of(IFleetTarget target)
    {
        var proxy = Create<IFleetTarget, SignallingTarget>();
        var signalling = (SignallingTarget)proxy;
        signalling._target = target;
        return (proxy, signalling._dma.Task);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name is nameof(IFleetTarget.Dma) or nameof(IFleetTarget.Translate))
        {
            _dma.TrySetResult();
        }

        return targetMethod.Invoke(_target, args);
    }
}
