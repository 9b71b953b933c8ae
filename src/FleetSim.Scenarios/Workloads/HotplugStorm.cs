using System.Collections.Concurrent;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Protocols;

namespace FleetSim.Scenarios.Workloads;

/// <summary>Plugs and unplugs the slots of hosts; now and then removes a device through sysfs, or rescans.</summary>
internal sealed class HotplugStorm(WorkloadContext run, HostPicker hosts)
{
    private const double RemoveShare = 0.1;
    private const double RescanShare = 0.1;

    /// <summary>What the storm believes is in the slots; the host's answer corrects it.</summary>
    private readonly ConcurrentDictionary<(int Host, int Slot), bool> _occupied = new();

    /// <summary>Slot taken already, slot empty already, device gone already, VFs there already.</summary>
    private static ReadOnlySpan<Errno> Provided => [Errno.EEXIST, Errno.ENODEV, Errno.ENOENT, Errno.EBUSY];

    public async ValueTask<Outcome> Run(OperationContext context)
    {
        var random = context.Random;
        var host = hosts.Pick(random);
        var slots = run.Target.Fleet.TemplateOf(host).Slots;
        run.Touch(host);
        if (slots.IsEmpty)
        {
            return await Call(context, host, HostCall.Rescan());
        }

        var number = random.NextInt(slots.Length);
        var kind = random.NextDouble();
        if (kind < RemoveShare)
        {
            return await Call(context, host, HostCall.Remove(slots[number].Functions[0].Address));
        }

        return kind < RemoveShare + RescanShare
            ? await Call(context, host, HostCall.Rescan())
            : await Toggle(context, host, number, slots[number]);
    }

    private async ValueTask<Outcome> Toggle(OperationContext context, int host, int number, HotplugSlot slot)
    {
        var key = (host, number);
        var occupied = _occupied.GetOrAdd(key, slot.PresentAtBoot);
        var outcome = await Call(context, host, occupied ? Empty(slot) : Fill(slot));
        _occupied[key] = outcome.Label switch
        {
            "ok" => !occupied,
            nameof(Errno.EEXIST) => true,
            nameof(Errno.ENODEV) => false,
            _ => occupied,
        };
        return outcome;
    }

    private async ValueTask<Outcome> Call(OperationContext context, int host, HostCall call)
    {
        var started = context.Now;
        var reply = await run.Target.Host(host, call with { Id = run.NewOperation() });
        if (reply.Bound > 0)
        {
            WorkloadContext.Step(context, WorkloadSteps.Bind, started, Outcome.Ok);
        }

        if (reply.BindsRefused > 0)
        {
            var refusal = WorkloadContext.OutcomeOf(reply.LastBindRefusal, run.Refusals.Bind);
            WorkloadContext.Step(context, WorkloadSteps.Bind, started, refusal);
        }

        return WorkloadContext.OutcomeOf(reply.Errno, [], Provided);
    }

    private static HostCall Fill(HotplugSlot slot) =>
        slot.IsVirtual ? HostCall.SetVfs(slot.Port, slot.Functions.Length) : HostCall.Plug(slot.Functions);

    private static HostCall Empty(HotplugSlot slot) =>
        slot.IsVirtual ? HostCall.SetVfs(slot.Port, 0) : HostCall.Unplug(slot.Tops);
}
