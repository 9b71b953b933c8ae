using System.Collections.Concurrent;
using FleetSim.Load.Randomness;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Workloads;

/// <summary>Devices of VMs send batches to their units: one operation is one batch.</summary>
/// <remarks>
/// Each VM has a host for itself, so as many operations are in flight as there are hosts; it begins with the first
/// operation that finds no idle one, and ends with the run.
/// </remarks>
internal sealed class TranslationLoad(
    WorkloadContext run, WorkloadPlan plan, int[] hostsByRank, ulong seed, bool checksHits)
{
    private readonly VmPlacement _placement = new(run.Target.Fleet);
    private readonly ConcurrentStack<TranslatingVm> _idle = new();
    private int _hostsUsed;

    public async ValueTask<Outcome> Run(OperationContext context)
    {
        using var batch = run.UnderWay.Begin();
        if (!_idle.TryPop(out var vm))
        {
            (vm, var errno) = await Start();
            if (vm is null)
            {
                await context.Hold(TimeSpan.FromMilliseconds(1));
                return WorkloadContext.OutcomeOf(
                    errno, run.Refusals.Claim, Errno.ENOSPC, Errno.EBUSY, Errno.ENODEV, Errno.ENOENT, Errno.EPERM);
            }
        }

        var outcome = await vm.Next(context);
        _idle.Push(vm);
        return outcome;
    }

    /// <summary>The load has ended: the VMs give everything back.</summary>
    public async ValueTask Finish()
    {
        while (_idle.TryPop(out var vm))
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
                return (vm, errno);
            }

            await vm.Stop();
            return (null, errno);
        }

        Interlocked.Decrement(ref _hostsUsed);
        return (null, Errno.ENOSPC);
    }
}
