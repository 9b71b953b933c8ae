using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Model.Protocols.GroupActions;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Verification.Exploration.States;

internal sealed partial class StateEncoder
{
    private void Write(GroupRecord record)
    {
        Write(record.State);
        _out.Number(record.Incarnation);
        if (IsThere(record.Step))
        {
            Write(record.Step!);
        }
    }

    private void Write(GroupState group)
    {
        _out.Number(group.Members.Length);
        foreach (var member in group.Members)
        {
            Write(member);
        }

        Write(group.Domain);
        WriteByRid(group.Strays);
        _out.Number(group.Claimant.Value);
        _out.Number(group.GroupClaims);
        Write(group.Type);
        _out.Byte((byte)group.Kind);
        _out.Number(group.Owner.Value);
        _out.Number(group.Count);
        _out.Flag(group.BlockingAllocated);
        WritePasids(group.Pasids);
        _out.Number(group.Epoch);
        Write(group.Iommu);
        if (IsThere(group.Vfio))
        {
            Write(group.Vfio!);
        }
    }

    private void Write(VfioGroupFile file)
    {
        _out.Number(file.Opened);
        _out.Flag(file.IsClosed);
        _out.Number(file.Container.Value);
        _out.Number(file.DeviceFiles);
    }

    private void Write(GroupMember member)
    {
        Write(member.Device);
        _out.Number(member.Rids.Length);
        foreach (var rid in member.Rids)
        {
            _out.Number((int)rid.Value);
        }

        _out.Text(member.Unit);
        _out.Flag(member.IsBridge);
        _out.Flag(member.IsIsaBridge);
        _out.Flag(member.RequiresDirectMapping);
        _out.Number(member.PasidLimit);
        Write(member.Driver);
        Write(member.Attached);
        _out.Number(member.Claims);
        _out.Flag(member.Demand.Untrusted);
        Write(member.Demand.DriverPreference);
    }

    private void WritePasids(ImmutableSortedDictionary<uint, Domain>? pasids)
    {
        _out.Number(pasids?.Count ?? 0);
        foreach (var (pasid, domain) in pasids ?? ImmutableSortedDictionary<uint, Domain>.Empty)
        {
            _out.Number(pasid);
            Write(domain);
        }
    }

    private void WriteByRid(ImmutableArray<RidAttachment> attachments)
    {
        _out.Number(attachments.IsDefault ? -1 : attachments.Length);
        if (attachments.IsDefaultOrEmpty)
        {
            return;
        }

        foreach (var attachment in attachments.Length == 1 ? attachments : Sorted(attachments))
        {
            _out.Number((int)attachment.Rid.Value);
            Write(attachment.Domain);
        }
    }

    private static ImmutableArray<RidAttachment> Sorted(ImmutableArray<RidAttachment> attachments) =>
        attachments.Sort((left, right) => left.Rid.CompareTo(right.Rid));

    private void Write(GroupStep step)
    {
        Write(step.Call);
        Write(step.Next);
        Write(step.Reply);
        _out.Number(step.Orders.Length);
        foreach (var order in step.Orders)
        {
            _out.Text(order.Unit);
            Write(order.Call);
        }

        _out.Number(step.At);
    }

    private void Write(GroupCall call)
    {
        _out.Byte((byte)call.Verb);
        Write(call.Id);
        _out.Number(call.Incarnation);
        _out.Number(call.Epoch);
        Write(call.Device);
        _out.Number(call.Owner.Value);
        Write(call.Domain);
        Write(call.Action);
    }

    /// <summary>What an action says beside the device, the user and the domain that it names.</summary>
    private void Write(GroupAction action)
    {
        switch (action)
        {
            case Join join:
                Write(join.Member);
                Write(join.Type);
                Write(join.Iommu);
                break;
            case Bind bind:
                Write(bind.Driver);
                break;
            case AttachPasid { Pasid: var pasid }:
                _out.Number(pasid);
                break;
            case DetachPasid { Pasid: var pasid }:
                _out.Number(pasid);
                break;
            case SetType write:
                _out.Text(write.Word);
                break;
            default:
                WriteVfio(action);
                break;
        }
    }

    private void WriteVfio(GroupAction action)
    {
        _out.Number(OpenedOf(action));
        if (action is OpenDevice open)
        {
            _out.Flag(open.HasIommu);
            _out.Flag(open.IsLeaving);
        }
    }

    private static ulong OpenedOf(GroupAction action) => action switch
    {
        CloseVfio close => close.Opened,
        ReadVfioStatus read => read.Opened,
        SetContainer set => set.Opened,
        UnsetContainer unset => unset.Opened,
        AttachIommu attach => attach.Opened,
        DetachIommu detach => detach.Opened,
        OpenDevice open => open.Opened,
        _ => 0,
    };

    private void Write(GroupReply reply)
    {
        _out.Number((int)reply.Errno);
        _out.Number(reply.Epoch);
        _out.Flag(reply.Warned);
        _out.Flag(reply.Panicked);
        _out.Number(reply.Value);
        if (IsThere(reply.Dma))
        {
            Write(reply.Dma!);
        }
    }

    private void Write(GroupDma dma)
    {
        _out.Number(dma.Units.Length);
        foreach (var unit in dma.Units)
        {
            _out.Text(unit);
        }

        _out.Number(dma.Reserved.Length);
        foreach (var region in dma.Reserved)
        {
            _out.Number(region.Start);
            _out.Number(region.End);
            _out.Text(region.Type);
        }

        _out.Number(dma.ApertureEnd);
        _out.Number(dma.PageSizes);
        _out.Number(dma.EntryLimit);
    }

    private void Write(UnitState unit)
    {
        // Groups that were here and are empty again are as if they had never been.
        for (var number = 0; number < unit.Groups.Length; number++)
        {
            if (!unit.Groups[number].IsEmpty)
            {
                _out.Number(number);
                Write(unit.TypeOf(number));
                _out.Flag(unit.IsaGroups.Contains(number));
                WriteByRid(unit.Groups[number]);
            }
        }
    }

    private void Write(UnitCall call)
    {
        _out.Number(call.Group);
        Write(call.Domain);
        WriteByRid(call.Attach);
        _out.Number(call.Detach.IsDefault ? -1 : call.Detach.Length);
        foreach (var rid in call.Detach.IsDefault ? [] : call.Detach)
        {
            _out.Number((int)rid.Value);
        }

        Write(call.Type);
        _out.Flag(call.HasIsaBridge);
        _out.Flag(call.IsComplete);
    }
}
