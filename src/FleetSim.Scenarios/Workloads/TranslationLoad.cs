using System.Collections.Concurrent;
using FleetSim.Load.Randomness;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Scenarios.Files;
using FleetSim.Verification.Translation;

namespace FleetSim.Scenarios.Workloads;

/// <summary>Devices of VMs, or of kernel drivers, send batches to their units: one operation is one batch.</summary>
/// <remarks>
/// Each has a host for itself, so as many operations are in flight as there are hosts; it begins with the first
/// operation that finds no idle one, and ends with the run.
/// </remarks>
/// <param name="checksHits">Nobody else uses the units of the hosts.</param>
/// <param name="tellsTime">The units are told the time of the run, so that it is known when they flush.</param>
internal sealed class TranslationLoad(
    WorkloadContext run, WorkloadPlan plan, int[] hostsByRank, ulong seed, bool checksHits, bool tellsTime)
{
    private readonly VmPlan _plan = plan.Vm!;
    private readonly VmPlacement _placement = new(run.Target.Fleet);
    private readonly ConcurrentStack<ITranslatingDevice> _idle = new();
    private int _hostsUsed;

    public async ValueTask<Outcome> Run(OperationContext context)
    {
        using var batch = run.UnderWay.Begin();
        if (!_idle.TryPop(out var device))
        {
            (device, var errno) = await Start();
            if (device is null)
            {
                await context.Hold(TimeSpan.FromMilliseconds(1));
                return WorkloadContext.OutcomeOf(
                    errno, run.Refusals.Claim, Errno.ENOSPC, Errno.EBUSY, Errno.ENODEV, Errno.ENOENT, Errno.EPERM);
            }
        }

        var outcome = await device.Next(context);
        _idle.Push(device);
        return outcome;
    }

    /// <summary>The load has ended: everything is given back.</summary>
    public async ValueTask Finish()
    {
        while (_idle.TryPop(out var device))
        {
            await device.Stop();
        }
    }

    /// <summary>A device on the next host that can have one.</summary>
    private async ValueTask<(ITranslatingDevice? Device, Errno Errno)> Start()
    {
        while (Interlocked.Increment(ref _hostsUsed) - 1 is var number && number < hostsByRank.Length)
        {
            var host = hostsByRank[number];
            if (On(host, RandomStream.Of(seed, plan.Name + "/vm", number)) is not { } device)
            {
                continue;
            }

            run.Touch(host);
            var errno = await device.Start();
            if (errno == Errno.None)
            {
                return (device, errno);
            }

            await device.Stop();
            return (null, errno);
        }

        Interlocked.Decrement(ref _hostsUsed);
        return (null, Errno.ENOSPC);
    }

    /// <returns>Null on a host without a group that can be passed through, or without a driver that has one for
    /// itself.</returns>
    private ITranslatingDevice? On(int host, RandomStream random)
    {
        if (_plan.Mapper == DmaMapper.Vm)
        {
            return _placement.TryTake(host, 1, random) is { } place
                ? new TranslatingVm(run, _plan, place, random, checksHits)
                : null;
        }

        var devices = KernelDevice.Of(run.Target.Fleet.TemplateOf(host));
        return devices.IsEmpty
            ? null
            : new TranslatingDriver(
                run, _plan, host, devices[random.NextInt(devices.Length)], random, Expectations());
    }

    private DriverExpectations Expectations()
    {
        var isLazy = _plan.Mapper == DmaMapper.LazyKernel;
        var knowsFlushes = isLazy && checksHits && tellsTime;
        return new DriverExpectations(
            new DriverBuffers(_plan.Memory, _plan.PageShift),
            isLazy,
            checksHits && (!isLazy || knowsFlushes) ? PageHits.Of(_plan.PageShift) : null,
            knowsFlushes ? new ExpectedFlushes() : null,
            _plan.Batch);
    }
}
