using System.Threading.Channels;
using FleetSim.Load.Randomness;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Scenarios.Files;
using FleetSim.Verification.Translation;

namespace FleetSim.Scenarios.Workloads;

/// <summary>Devices of VMs, or of kernel drivers, send batches to their units: one operation is one batch.</summary>
/// <remarks>
/// Each has a host for itself; it begins with the first operation that finds no idle one, and ends with the run. Once
/// every host has one, operations wait for one that is idle: as many are at work as there are hosts.
/// </remarks>
/// <param name="checksHits">Nobody else uses the units of the hosts.</param>
/// <param name="tellsTime">The units are told the time of the run, so that it is known when they flush.</param>
internal sealed class TranslationLoad(
    WorkloadContext run, WorkloadPlan plan, int[] hostsByRank, ulong seed, bool checksHits, bool tellsTime)
{
    private readonly VmPlan _plan = plan.Vm!;
    private readonly VmPlacement _placement = new(run.Target.Fleet);
    private readonly Channel<ITranslatingDevice> _idle = Channel.CreateUnbounded<ITranslatingDevice>();
    private int _hostsUsed;
    private int _running;

    public async ValueTask<Outcome> Run(OperationContext context)
    {
        using var batch = run.UnderWay.Begin();
        var (device, errno) = await Take(context);
        if (device is null)
        {
            await context.Hold(TimeSpan.FromMilliseconds(1));
            return WorkloadContext.OutcomeOf(
                errno, run.Refusals.Claim, Errno.ENOSPC, Errno.EBUSY, Errno.ENODEV, Errno.ENOENT, Errno.EPERM);
        }

        try
        {
            return await device.Next(context);
        }
        finally
        {
            GiveBack(device); // Also after a failure: somebody may wait for it, and in the end it gives everything back.
        }
    }

    /// <summary>An idle device, or a new one, or the next that becomes idle.</summary>
    private async ValueTask<(ITranslatingDevice? Device, Errno Errno)> Take(OperationContext context)
    {
        if (_idle.Reader.TryRead(out var idle))
        {
            return (idle, Errno.None);
        }

        var (started, errno) = await Start();
        return errno == Errno.ENOSPC && Volatile.Read(ref _running) > 0
            ? (await _idle.Reader.ReadAsync(context.Cancellation), Errno.None)
            : (started, errno);
    }

    private void GiveBack(ITranslatingDevice device) =>
        Invariant.Require(_idle.Writer.TryWrite(device), "LOAD-IDLE"); // An unbounded channel takes everything.

    /// <summary>The load has ended: everything is given back.</summary>
    public async ValueTask Finish()
    {
        while (_idle.Reader.TryRead(out var device))
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
                Interlocked.Increment(ref _running);
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
