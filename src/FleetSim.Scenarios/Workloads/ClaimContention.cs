using System.Collections.Concurrent;
using FleetSim.Load.Quantities;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Workloads;

/// <summary>Users claim groups, attach a domain of theirs, hold it for a while, and give everything back.</summary>
internal sealed class ClaimContention(WorkloadContext run, HostPicker hosts, WorkloadPlan plan)
{
    private readonly ConcurrentDictionary<HostTemplate, int[]> _groups = new();
    private readonly DurationRange _hold = plan.Hold!.Value;

    public async ValueTask<Outcome> Run(OperationContext context)
    {
        var random = context.Random;
        var host = hosts.Pick(random);
        var template = run.Target.Fleet.TemplateOf(host);
        run.Touch(host);
        var groups = _groups.GetOrAdd(template, Wanted);
        if (groups.Length == 0)
        {
            await context.Hold(_hold.Draw(random));
            return Outcome.Refused(nameof(Errno.ENODEV));
        }

        var group = groups[random.NextInt(groups.Length)];
        var members = template.Groups[group].State.Members;
        var byDevice = plan.Through == ClaimThrough.Device || (plan.Through == ClaimThrough.Either && random.NextChance(0.5));
        var claim = new Claim(host, group, byDevice ? members[random.NextInt(members.Length)].Device : null, run.NewOwner());

        var (outcome, epoch, taken) = await Take(context, claim);
        if (outcome == Outcome.Ok)
        {
            claim = claim with { Group = taken.Id, Incarnation = taken.Incarnation };
            var used = await Use(context, claim, epoch);
            var returned = await GiveBack(context, claim, epoch);
            return used.Failed ? used : returned;
        }

        await context.Hold(_hold.Draw(random)); // Who was refused waits as long as an owner before asking again.
        return outcome;
    }

    /// <summary>The groups of a kind of host that are asked for, by number.</summary>
    private int[] Wanted(HostTemplate template) =>
    [
        .. Enumerable.Range(0, template.Groups.Length).Where(
            group => plan.Among == ClaimAmong.All || IsFree(template.Groups[group].State)),
    ];

    private bool IsFree(GroupState atBoot) =>
        run.Target.Fleet.Policy.ClaimGroup(atBoot, run.NewOwner()).Granted;

    /// <returns>Which group was claimed: a device that was replugged can be in another one than at boot.</returns>
    private async ValueTask<(Outcome Outcome, ulong Epoch, GroupKey Taken)> Take(OperationContext context, Claim claim)
    {
        var started = context.Now;
        var taken = new GroupKey(claim.Group, Incarnation: 0);
        Errno errno;
        ulong epoch;
        if (claim.Device is { } device)
        {
            var reply = await run.Target.Device(
                claim.Host, device, DeviceCall.Claim(claim.Owner) with { Id = run.NewOperation() });
            (errno, epoch, taken) = (reply.Errno, reply.Epoch, reply.Group ?? taken);
        }
        else
        {
            var reply = await run.Target.Group(
                claim.Host, claim.Group, GroupCall.ClaimGroup(claim.Owner) with { Id = run.NewOperation() });
            (errno, epoch) = (reply.Errno, reply.Epoch);
        }

        var outcome = WorkloadContext.OutcomeOf(errno, run.Refusals.Claim, Errno.ENODEV);
        WorkloadContext.FirstStep(context, WorkloadSteps.Claim, started, outcome);
        return (outcome, epoch, taken);
    }

    /// <summary>Attaches a domain, holds, detaches; a run that ends meanwhile gives the group back all the
    /// same.</summary>
    /// <returns>A failure when an answer was none that the policy allows.</returns>
    private async ValueTask<Outcome> Use(OperationContext context, Claim claim, ulong epoch)
    {
        var started = context.Now;
        var domain = Domain.Private(1, claim.Owner);
        var attached = await Group(claim, GroupCall.AttachGroup(claim.Owner, domain, epoch));
        var outcome = WorkloadContext.OutcomeOf(attached.Errno, run.Refusals.UserAttach, Errno.ENODEV);
        WorkloadContext.Step(context, WorkloadSteps.Attach, started, outcome);
        try
        {
            await context.Hold(_hold.Draw(context.Random));
        }
        catch (OperationCanceledException)
        {
            // The run was ended; the claim is returned below as at any other time.
        }

        if (!attached.Granted)
        {
            return outcome;
        }

        var detached = await Group(claim, GroupCall.DetachGroup(claim.Owner, epoch));
        return WorkloadContext.OutcomeOf(detached.Errno, [], Errno.ENODEV);
    }

    private async ValueTask<Outcome> GiveBack(OperationContext context, Claim claim, ulong epoch)
    {
        var started = context.Now;
        Errno errno;
        if (claim.Device is { } device)
        {
            var call = DeviceCall.Release(claim.Owner, epoch) with { Id = run.NewOperation() };
            errno = (await run.Target.Device(claim.Host, device, call)).Errno;
        }
        else
        {
            errno = (await Group(claim, GroupCall.ReleaseGroup(claim.Owner, epoch))).Errno;
        }

        var outcome = WorkloadContext.OutcomeOf(errno, [], Errno.ENODEV);
        WorkloadContext.Step(context, WorkloadSteps.Release, started, outcome);

        // A release that comes too late finds nothing to release: the claim itself was granted.
        return outcome.Failed ? outcome : Outcome.Ok;
    }

    private ValueTask<GroupReply> Group(Claim claim, GroupCall call) =>
        run.Target.Group(
            claim.Host, claim.Group, call with { Id = run.NewOperation(), Incarnation = claim.Incarnation });

    /// <param name="Incarnation">The life of the group that was claimed; 0 when it is the same whichever it is.</param>
    private readonly record struct Claim(int Host, int Group, PciAddress? Device, OwnerCookie Owner, int Incarnation = 0);
}
