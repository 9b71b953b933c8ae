using System.Threading.Channels;
using FleetSim.Load.Randomness;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Workloads;

/// <summary>Devices of VMs send batches to their units: one operation is one batch.</summary>
/// <remarks>
/// Each VM has a host for itself; it begins with the first operation that finds no idle one, and ends with the run. Once
/// every host has one, operations wait for one that is idle: as many are at work as there are hosts.
/// </remarks>
internal sealed class TranslationLoad(
    WorkloadContext run, WorkloadPlan plan, int[] hostsByRank, ulong seed, bool checksHits)
{
    private readonly VmPlacement _placement = new(run.Target.Fleet);
    private readonly Channel<TranslatingVm> _idle = Channel.CreateUnbounded<TranslatingVm>();
    private int _hostsUsed;
    private int _running;

    public async ValueTask<Outcome> Run(OperationContext context)
    {
        using var batch = run.UnderWay.Begin();
        var (vm, errno) = await Take(context);
        if (vm is null)
        {
            await context.Hold(TimeSpan.FromMilliseconds(1));
            return WorkloadContext.OutcomeOf(
                errno, run.Refusals.Claim, Errno.ENOSPC, Errno.EBUSY, Errno.ENODEV, Errno.ENOENT, Errno.EPERM);
        }

        try
        {
            return await vm.Next(context);
        }
        finally
        {
            GiveBack(vm); // Also after a failure: somebody may wait for it, and in the end it gives everything back.
        }
    }

    /// <summary>An idle VM, or a new one, or the next that becomes idle.</summary>
    private async ValueTask<(TranslatingVm? Vm, Errno Errno)> Take(OperationContext context)
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

    private void GiveBack(TranslatingVm vm) =>
        Invariant.Require(_idle.Writer.TryWrite(vm), "LOAD-IDLE"); // An unbounded channel takes everything.

    /// <summary>The load has ended: the VMs give everything back.</summary>
    public async ValueTask Finish()
    {
        while (_idle.Reader.TryRead(out var vm))
        {
            await vm.Stop();
        }
    }

    /// <summary>A VM on the next host that can have one.</summary>
    private async ValueTask<(TranslatingVm? Vm, Errno Errno)> Start()
    {
        while (Interlocked.Increment(ref _hostsUsed) - 1 is var number && number < hostsByRank.Length)
        {
            var random = RandomStream.Of(seed, plan.Name + "/vm", number);
            var host = hostsByRank[number];
            if (_placement.TryTake(host, 1, random) is not { } place)
            {
                continue; // A host without a group that can be passed through.
            }

            run.Touch(host);
            var vm = new TranslatingVm(run, plan.Vm!, place, random, checksHits);
            var errno = await vm.Start();
            if (errno == Errno.None)
            {
                Interlocked.Increment(ref _running);
                return (vm, errno);
            }

            await vm.Stop();
            return (null, errno);
        }

        Interlocked.Decrement(ref _hostsUsed);
        return (null, Errno.ENOSPC);
    }
}
