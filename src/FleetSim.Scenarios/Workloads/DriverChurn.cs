using FleetSim.Load.Randomness;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Scenarios.Workloads;

/// <summary>An administrator moves devices between their kernel driver and vfio-pci, and kernel drivers attach private
/// domains.</summary>
internal sealed class DriverChurn(WorkloadContext run, HostPicker hosts, double attachShare)
{
    /// <summary>How long a kernel driver keeps its private domain.</summary>
    private static readonly TimeSpan AttachedFor = TimeSpan.FromMilliseconds(5);

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
        var overridden = await Call(host, device, DeviceCall.SetOverride(driver));
        var unbound = await Call(host, device, DeviceCall.Unbind());
        var started = context.Now;
        var bound = driver is null ? await Probe(host, device) : await Bind(host, device, driver);
        WorkloadContext.Step(context, WorkloadSteps.Bind, started, bound);

        // Absent, or driverless already.
        return new[] { overridden, unbound }.Select(reply => WorkloadContext.OutcomeOf(reply.Errno, [], Errno.ENOENT))
            .Append(bound).FirstOrDefault(outcome => outcome.Failed, bound);
    }

    /// <summary>Refused by the group, or somebody else was faster; gone, or another override by now.</summary>
    private async ValueTask<Outcome> Bind(int host, PciAddress device, string driver)
    {
        var reply = await Call(host, device, DeviceCall.Bind(driver));
        return WorkloadContext.OutcomeOf(reply.Errno, run.Refusals.Bind, Errno.EBUSY, Errno.ENODEV);
    }

    /// <summary><c>drivers_probe</c> says EINVAL for whatever the bind was refused with.</summary>
    private async ValueTask<Outcome> Probe(int host, PciAddress device)
    {
        var reply = await Call(host, device, DeviceCall.Probe());
        return run.Refusals.Bind.IsEmpty
            ? WorkloadContext.OutcomeOf(reply.Errno, [], Errno.ENODEV)
            : WorkloadContext.OutcomeOf(reply.Errno, [], Errno.EINVAL, Errno.ENODEV);
    }

    /// <summary>Its driver takes the device, or its whole group, to a domain of its own for a while.</summary>
    private async ValueTask<Outcome> Attach(OperationContext context, int host, PciAddress device, RandomStream random)
    {
        var domain = Domain.Private((uint)random.NextInt(int.MaxValue) + 1);
        var call = random.NextChance(0.5) ? DeviceCall.AttachDevice(domain) : DeviceCall.AttachGroup(domain);
        var started = context.Now;
        var attached = await Call(host, device, call);
        var outcome = WorkloadContext.OutcomeOf(attached.Errno, run.Refusals.DriverAttach, Errno.ENODEV);
        WorkloadContext.Step(context, WorkloadSteps.Attach, started, outcome);
        if (!attached.Granted)
        {
            return outcome;
        }

        await context.Hold(AttachedFor);

        // Another driver by now, or none, or one that has detached what it had.
        var detached = await Call(host, device, DeviceCall.Detach());
        return WorkloadContext.OutcomeOf(detached.Errno, [], Errno.ENODEV, Errno.EINVAL);
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
