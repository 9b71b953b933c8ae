using FleetSim.Load.Randomness;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Traces;

namespace FleetSim.Scenarios.Workloads;

/// <summary>Lives of VMs: take groups, claim them, map memory, do DMA for a while, be stopped or killed, give all
/// back.</summary>
/// <remarks>
/// Every translated address is compared with where the VM's memory is. Claimed and not yet attached, a device must reach
/// nothing (INV-15); given back, nothing of what the VM had mapped (INV-16).
/// </remarks>
internal sealed class VmChurn(WorkloadContext run, HostPicker hosts, WorkloadPlan plan, VmTrace? trace)
{
    private const int ProbeRequests = 16;
    private const int HostsTried = 8;

    private readonly VmPlacement _placement = new(run.Target.Fleet);
    private readonly VmPlan _vm = plan.Vm!;

    public async ValueTask<Outcome> Run(OperationContext context)
    {
        using var life = run.UnderWay.Begin();
        var random = context.Random;
        var wish = trace?.At(context.Index);
        var count = wish?.Groups ?? (random.NextInt(_vm.GroupsMax - _vm.GroupsMin + 1) + _vm.GroupsMin);
        if (Place(random, count) is not { } place)
        {
            await context.Hold(plan.Hold!.Value.Draw(random));
            return Outcome.Refused(nameof(Errno.ENOSPC)); // The fleet is full: the VM is not started.
        }

        run.Touch(place.Host);
        var memory = new VmMemory(_vm.Memory, place.Slot, _vm.PageShift);
        var vm = new VirtualMachine(run, place, memory, memory.Ranges());
        var lifetime = wish is { } row ? plan.Hold!.Value.At(row.LifetimeShare) : plan.Hold!.Value.Draw(random);
        try
        {
            return await Live(context, vm, lifetime, killed: random.NextChance(_vm.Killed));
        }
        finally
        {
            _placement.Return(place);
        }
    }

    private VmPlace? Place(RandomStream random, int count)
    {
        for (var tries = 0; tries < HostsTried; tries++)
        {
            if (_placement.TryTake(hosts.Pick(random), count, random) is { } place)
            {
                return place;
            }
        }

        return null;
    }

    private async ValueTask<Outcome> Live(OperationContext context, VirtualMachine vm, TimeSpan lifetime, bool killed)
    {
        var claimed = await Start(context, vm);
        var outcome = claimed == Outcome.Ok ? await Use(context, vm, lifetime, killed) : claimed;
        var started = context.Now;
        await vm.Exit();
        if (claimed == Outcome.Ok)
        {
            WorkloadContext.Step(context, WorkloadSteps.Release, started, Outcome.Ok);
        }

        await vm.GiveDevicesBack();
        return outcome == Outcome.Ok ? await Released(vm, context.Random) : outcome;
    }

    private async ValueTask<Outcome> Start(OperationContext context, VirtualMachine vm)
    {
        var taken = await vm.TakeDevices();
        if (taken != Errno.None)
        {
            // Others may have the device or its group, or have pulled it out.
            return WorkloadContext.OutcomeOf(taken, run.Refusals.Bind, Errno.EBUSY, Errno.ENODEV);
        }

        var started = context.Now;
        var errno = await vm.Claim();
        var outcome = WorkloadContext.OutcomeOf(
            errno, run.Refusals.Claim, Errno.EPERM, Errno.EBUSY, Errno.ENOENT, Errno.ENODEV);
        WorkloadContext.Step(context, WorkloadSteps.Claim, started, outcome);
        return outcome;
    }

    private async ValueTask<Outcome> Use(
        OperationContext context, VirtualMachine vm, TimeSpan lifetime, bool killed)
    {
        if (run.Target.Fleet.Policy.Guarantees.HasFlag(IsolationInvariants.ClaimedIsApart)
            && await Reaches(vm, context.Random, IsAnything))
        {
            return Broken(IsolationInvariants.OwnedReachesOnlyItsOwn);
        }

        var started = context.Now;
        var errno = await vm.Map();
        var mapped = WorkloadContext.OutcomeOf(errno, [], Errno.ENODEV); // The last device of the group may have left.
        WorkloadContext.Step(context, WorkloadSteps.Map, started, mapped);
        if (errno != Errno.None)
        {
            return mapped;
        }

        var outcome = await DoDma(context, vm);
        try
        {
            await context.Hold(lifetime);
        }
        catch (OperationCanceledException)
        {
            // The run was ended; the VM is stopped below as at any other time.
        }

        if (killed || outcome != Outcome.Ok)
        {
            return outcome;
        }

        started = context.Now;
        errno = await vm.UnmapAll();
        WorkloadContext.Step(context, WorkloadSteps.Unmap, started, Strictly(errno));
        return Strictly(errno);
    }

    /// <summary>Batches all over the memory and beside it; every answer is compared.</summary>
    private async ValueTask<Outcome> DoDma(OperationContext context, VirtualMachine vm)
    {
        var random = context.Random;
        var devices = vm.Devices.ToArray();
        for (var done = 0; done < _vm.Accesses;)
        {
            var batch = new TranslationBatch(Math.Min(_vm.Batch, _vm.Accesses - done));
            var planned = new PlannedTranslations(batch.Room.Length, Fill(batch, vm.Memory, random), Hits: null);
            var started = context.Now;
            var reply = await vm.Dma(devices[random.NextInt(devices.Length)], batch);
            var outcome = Strictly(reply.Errno);
            WorkloadContext.Step(context, WorkloadSteps.Dma, started, outcome);
            if (outcome != Outcome.Ok)
            {
                return outcome;
            }

            var strays = vm.Memory.Strays(reply.Batch);
            run.Translations.Add(planned, reply.Tally, strays);
            if (strays > 0)
            {
                return Broken(IsolationInvariants.OwnedReachesOnlyItsOwn);
            }

            done += batch.Count;
        }

        return Outcome.Ok;
    }

    /// <returns>How many requests are beside the memory.</returns>
    private int Fill(TranslationBatch batch, VmMemory memory, RandomStream random)
    {
        var beside = 0;
        foreach (ref var request in batch.Room)
        {
            var access = random.NextChance(_vm.Writes) ? DmaAccess.Write : DmaAccess.Read;
            var faults = random.NextChance(_vm.Faults);
            beside += faults ? 1 : 0;
            var iova = faults
                ? memory.End + ((ulong)random.NextInt64(1 << 20) & ~7UL)
                : VmMemory.IovaOf((ulong)random.NextInt64((long)memory.Size) & ~7UL);
            request = new TranslationRequest(iova, default, access);
        }

        batch.Take(batch.Room.Length);
        return beside;
    }

    /// <summary>Everybody has let go: no device reaches what the VM had.</summary>
    private async ValueTask<Outcome> Released(VirtualMachine vm, RandomStream random) =>
        await Reaches(vm, random, (request, result) => vm.Memory.HpaOf(request.Iova) == result.Address)
            ? Broken(IsolationInvariants.ReleasedReachesNothing)
            : Outcome.Ok;

    private static bool IsAnything(TranslationRequest request, TranslationResult result) => true;

    /// <summary>Whether any device of the VM reaches, by itself, something that a condition forbids.</summary>
    private async ValueTask<bool> Reaches(
        VirtualMachine vm, RandomStream random, Func<TranslationRequest, TranslationResult, bool> forbidden)
    {
        foreach (var device in vm.Devices)
        {
            var batch = new TranslationBatch(ProbeRequests);
            Fill(batch, vm.Memory, random);
            var reply = await vm.StrayDma(device, batch);
            run.Translations.Add(reply.Tally);
            for (var i = 0; i < reply.Batch.Count; i++)
            {
                if (reply.Batch.Results[i].Granted && forbidden(reply.Batch.Requests[i], reply.Batch.Results[i]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private Outcome Broken(IsolationInvariants invariant)
    {
        run.Target.Report.Violated(invariant);
        return Outcome.Failure(nameof(Errno.EFAULT));
    }

    private static Outcome Strictly(Errno errno) => WorkloadContext.OutcomeOf(errno, []);
}
