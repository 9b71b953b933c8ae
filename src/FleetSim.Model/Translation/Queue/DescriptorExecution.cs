using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Queue;

/// <summary>Carries out one descriptor on the caches of a unit, or finds it bad.</summary>
/// <remarks>
/// A cache is invalidated as asked or more: all contexts for a domain's or a PASID's, all PASIDs of a domain for one.
/// Source: VT-d specification, invalidation descriptors; vtd_process_inv_desc and the reserved bits in QEMU's
/// hw/i386/intel_iommu.c; <c>reference/translation.md</c> 1.8. Not modelled: device-TLBs, interrupt entries, page
/// requests; their descriptors change nothing.
/// </remarks>
internal static class DescriptorExecution
{
    private const ulong Everything = ulong.MaxValue;

    /// <returns>False for a descriptor that sets FSTS.IQE: nothing is changed then.</returns>
    public static bool Execute(RemappingHardware hardware, in InvalidationDescriptor one) => one.Type switch
    {
        _ when HasReserved(one) => false,
        DescriptorType.ContextCache => Context(hardware, one),
        DescriptorType.Iotlb => Iotlb(hardware, one),
        DescriptorType.PasidIotlb => PasidIotlb(hardware, one),
        DescriptorType.PasidCache => PasidCache(hardware, one),
        DescriptorType.Wait => Wait(hardware.Memory, one),
        DescriptorType.DeviceTlb or DescriptorType.InterruptEntryCache or DescriptorType.PasidDeviceTlb
            or DescriptorType.PageGroupResponse => true,
        _ => false,
    };

    private static bool HasReserved(in InvalidationDescriptor one)
    {
        var (low, high) = ReservedBits(one.Type);
        var hasWide = one.Type != DescriptorType.PageGroupResponse && (one.Third | one.Fourth) != 0;
        return (one.Low & low) != 0 || (one.High & high) != 0 || hasWide;
    }

    private static (ulong Low, ulong High) ReservedBits(DescriptorType type) => type switch
    {
        DescriptorType.ContextCache => (0xfffc_0000_0000_f1c0, Everything),
        DescriptorType.Iotlb => (0xffff_ffff_0000_f100, 0xf80),
        DescriptorType.DeviceTlb => (0x000f_0000_ffe0_01f0, 0xffe),
        DescriptorType.InterruptEntryCache => (0xffff_0000_07ff_f1e0, Everything),
        DescriptorType.Wait => (0xffff_f100, 0x3),
        DescriptorType.PasidIotlb => (0xfff0_0000_0000_f1c0, 0xf80),
        DescriptorType.PasidCache => (0xfff0_0000_0000_f1c0, Everything),
        DescriptorType.PasidDeviceTlb => (0, 0x7fe),
        _ => (0, 0),
    };

    private static bool Context(RemappingHardware hardware, in InvalidationDescriptor one)
    {
        switch ((InvalidationScope)one.Granularity)
        {
            case InvalidationScope.Global or InvalidationScope.Domain:
                hardware.InvalidateContext();
                return true;
            case InvalidationScope.Device:
                hardware.InvalidateContext(one.Source, one.FunctionMask);
                return true;
            default:
                return false;
        }
    }

    private static bool Iotlb(RemappingHardware hardware, in InvalidationDescriptor one)
    {
        switch (one.Granularity)
        {
            case 1:
                hardware.InvalidateIotlb();
                return true;
            case 2:
                hardware.InvalidateIotlb(one.DomainId);
                return true;
            case 3:
                return Pages(hardware, one);
            default:
                return false;
        }
    }

    /// <summary>Granularity 2 is one PASID, 3 pages of one.</summary>
    private static bool PasidIotlb(RemappingHardware hardware, in InvalidationDescriptor one)
    {
        switch (one.Granularity)
        {
            case 2:
                hardware.InvalidateIotlb(one.DomainId);
                return true;
            case 3:
                return Pages(hardware, one);
            default:
                return false;
        }
    }

    private static bool Pages(RemappingHardware hardware, in InvalidationDescriptor one)
    {
        var unit = hardware.Capabilities;
        var misaligned = one.AddressMask >= 64 - PhysicalMemory.PageShift
            ? one.Address
            : one.Address & ((1UL << (one.AddressMask + PhysicalMemory.PageShift)) - 1);
        if (one.AddressMask > unit.AddressMaskMax || misaligned != 0)
        {
            return false;
        }

        if (unit.HasPageInvalidation)
        {
            hardware.InvalidateIotlb(one.DomainId, one.Address, one.AddressMask, one.LeavesOnly);
        }
        else
        {
            hardware.InvalidateIotlb(one.DomainId);
        }

        return true;
    }

    /// <summary>What a PASID entry says is part of a requester's context here. Granularity 0 is a domain's PASIDs,
    /// 1 one PASID, 3 all.</summary>
    private static bool PasidCache(RemappingHardware hardware, in InvalidationDescriptor one)
    {
        if (one.Granularity == 2)
        {
            return false;
        }

        hardware.InvalidateContext();
        return true;
    }

    /// <summary>All that came before is done, as descriptors run in order: what is left is to say so.</summary>
    private static bool Wait(PhysicalMemory memory, in InvalidationDescriptor one)
    {
        if (!one.WritesStatus)
        {
            return one.Interrupts || one.Fences || one.DrainsPageRequests;
        }

        var (address, shift) = (one.StatusAddress & ~7UL, (int)(one.StatusAddress & 4) * 8);
        return memory.TryRead(address, out var word)
            && memory.TryWrite(address, (word & ~((ulong)uint.MaxValue << shift)) | ((ulong)one.StatusData << shift));
    }
}
