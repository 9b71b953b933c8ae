using FleetSim.Model.Domains;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio.Type1;
using static FleetSim.Model.Vfio.AddressSpaceProtocol;

namespace FleetSim.Model.Vfio;

/// <summary>How the units of a container's groups are told what it maps.</summary>
/// <remarks>
/// The container is the truth; a unit counts the changes it has seen, so one that was told twice does it once, and one
/// that has begun anew is told everything. A map is kept before the units are told, an unmap when they have flushed.
/// Source: vfio_iommu_map, vfio_unmap_unpin, vfio_iommu_replay in drivers/vfio/vfio_iommu_type1.c.
/// </remarks>
internal static class AddressSpacePrograms
{
    /// <summary>The backend has granted a call; the units are told, if it concerns them.</summary>
    public static AddressSpaceMove Change(
        AddressSpaceState space, AddressSpaceStep step, int number, Type1Verdict verdict)
    {
        var reply = new AddressSpaceReply(verdict.Errno, Size: verdict.Size);
        if (verdict.Mapped.IsEmpty && verdict.Unmapped.IsEmpty)
        {
            return Answer(space.With(number, verdict.Next), reply);
        }

        var domain = DomainOf(space, number);
        var change = new DomainCall(domain, verdict.Next.Changes, verdict.Unmapped, verdict.Mapped);
        var next = verdict.Next with { Changes = verdict.Next.Changes + 1 };
        var kept = verdict.Unmapped.IsEmpty ? space.With(number, next) : space;
        return Tell(kept, step, new DomainProgram(number, next, reply, [.. next.Units], change));
    }

    /// <summary>A group has joined: its units are told what is mapped already.</summary>
    public static AddressSpaceMove Everything(
        AddressSpaceState space, AddressSpaceStep step, int number, Type1Iommu iommu, IEnumerable<string> units) =>
        iommu.Changes == 0
            ? Answer(space.With(number, iommu))
            : Tell(space.With(number, iommu), step, new DomainProgram(
                number, iommu, default, [.. units], Change: null, Telling: DomainTelling.Everything));

    /// <summary>A unit has answered.</summary>
    public static AddressSpaceMove Next(AddressSpaceState space, AddressSpaceStep step, DomainReply reply)
    {
        var program = step.Program!;
        if (reply.Unknown && program.Telling != DomainTelling.EverythingAgain)
        {
            return Tell(space, step, program with { Telling = program.Telling + 1, GroupAt = 0 });
        }

        // A unit that none of the groups is attached to any more needs no mapping.
        Invariant.Require(reply.Unknown || reply.Errno == Errno.None, "VFIO-3");
        return Tell(space, step, program with
        {
            At = program.At + 1,
            Telling = program.Change is null ? DomainTelling.Everything : DomainTelling.Change,
        });
    }

    /// <summary>A group has attached once more, or is no more.</summary>
    public static AddressSpaceMove Reattached(AddressSpaceState space, AddressSpaceStep step) =>
        Tell(space, step, step.Program! with { GroupAt = step.Program.GroupAt + 1 });

    /// <summary>What goes out in a step.</summary>
    public static AddressSpaceOrder Order(AddressSpaceState space, DomainProgram program)
    {
        var domain = DomainOf(space, program.Container);
        return program.Telling switch
        {
            DomainTelling.Groups => new AddressSpaceOrder(
                program.Next.Groups[program.GroupAt].File.Number, GroupCall.Reattach()),
            DomainTelling.Change => new AddressSpaceOrder(Unit: program.Units[program.At], ToUnit: program.Change),
            _ => new AddressSpaceOrder(
                Unit: program.Units[program.At],
                ToUnit: DomainCall.Complete(domain, program.Next.Changes, program.Next.Mappings.Ranges())),
        };
    }

    /// <summary>The domain of a container, as groups and units know it.</summary>
    public static Domain DomainOf(AddressSpaceState space, int container) =>
        Domain.Private((uint)container, space.User);

    private static AddressSpaceMove Tell(AddressSpaceState space, AddressSpaceStep step, DomainProgram program)
    {
        if (program.At == program.Units.Length)
        {
            return Answer(space.With(program.Container, program.Next), program.Reply);
        }

        if (program.Telling == DomainTelling.Groups && program.GroupAt == program.Next.Groups.Count)
        {
            program = program with { Telling = DomainTelling.EverythingAgain };
        }

        return Ask(space, step with { Phase = AddressSpacePhase.Programming, Program = program });
    }
}
