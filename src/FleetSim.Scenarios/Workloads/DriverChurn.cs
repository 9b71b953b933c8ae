using FleetSim.Load.Randomness;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Scenarios.Workloads;

/// <summary>An administrator moves devices between their kernel driver and vfio-pci, and kernel drivers attach private
/// domains.</summary>
internal sealed class DriverChurn(WorkloadContext run, HostPicker hosts, double attachShare)
{
    /// <summary>How long a kernel driver keeps its private domain.</summary>
    private static readonly TimeSpan AttachedFor = TimeSpan.FromMilliseconds(5);

    /// <summary>Refused claim or driver there already; wrapped claim, or vfio-pci on a bridge; driverless already;
    /// gone.</summary>
    private static ReadOnlySpan<Errno> Provided => [Errno.EBUSY, Errno.EINVAL, Errno.ENOENT, Errno.ENODEV];

    public async ValueTask<Outcome> Run(OperationContext context)
    {
        var random = context.Random;
        var host = hosts.Pick(random);
        var template = run.Target.Fleet.TemplateOf(host);
        run.Touch(host);
        var device = Pick(template, random);
        if (random.NextChance(attachShare))
        {
            return await Attach(context, host, device, random);
        }

        var toVfio = random.NextChance(0.5);
        var driver = toVfio ? KnownDrivers.VfioPci.Name : null;
        await Call(host, device, DeviceCall.SetOverride(driver));
        await Call(host, device, DeviceCall.Unbind());
        var started = context.Now;
        var bound = await Call(host, device, driver is null ? DeviceCall.Probe() : DeviceCall.Bind(driver));
        var outcome = WorkloadContext.OutcomeOf(bound.Errno, Provided);
        WorkloadContext.Step(context, WorkloadSteps.Bind, started, outcome);
        return outcome;
    }

    /// <summary>Its driver takes the device, or its whole group, to a domain of its own for a while.</summary>
    private async ValueTask<Outcome> Attach(OperationContext context, int host, PciAddress device, RandomStream random)
    {
        var domain = Domain.Private((uint)random.NextInt(int.MaxValue) + 1);
        var call = random.NextChance(0.5) ? DeviceCall.AttachDevice(domain) : DeviceCall.AttachGroup(domain);
        var started = context.Now;
        var attached = await Call(host, device, call);
        var outcome = WorkloadContext.OutcomeOf(attached.Errno, Provided);
        WorkloadContext.Step(context, WorkloadSteps.Attach, started, outcome);
        if (attached.Granted)
        {
            await context.Hold(AttachedFor);
            await Call(host, device, DeviceCall.Detach());
        }

        return outcome;
    }

    /// <summary>Any device the host knows of, those of its slots among them; bridges keep their drivers.</summary>
    private static PciAddress Pick(HostTemplate template, RandomStream random)
    {
        var endpoints = template.Endpoints;
        return endpoints[random.NextInt(endpoints.Length)];
    }

    private ValueTask<DeviceReply> Call(int host, PciAddress device, DeviceCall call) =>
        run.Target.Device(host, device, call with { Id = run.NewOperation() });
}
