using System.Collections.Immutable;

namespace FleetSim.Model.Pci;

/// <summary>Where the virtual functions of an SR-IOV physical function are, and what they look like.</summary>
/// <remarks>
/// Source: PCIe Base Specification 9.2.1.2; drivers/pci/iov.c <c>pci_iov_virtfn_bus</c>, <c>pci_iov_add_virtfn</c>.
/// </remarks>
public static class VirtualFunctions
{
    /// <summary>
    /// The first <paramref name="count"/> VFs; their routing ids may lie on buses after the PF's own.
    /// </summary>
    /// <remarks>
    /// Deviation: capabilities (ACS, ARI, ATS, PRI, PASID) are taken to be those of the physical function.
    /// </remarks>
    /// <exception cref="InputException">The function has no SR-IOV, has fewer VFs, or they do not fit below bus
    /// 0xff.</exception>
    public static ImmutableArray<PciFunction> Of(PciFunction physical, int count)
    {
        ArgumentNullException.ThrowIfNull(physical);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (physical.Sriov is not { } sriov || physical.IsVirtual)
        {
            throw new InputException($"{physical.Address} has no SR-IOV");
        }

        if (count > sriov.TotalVfs)
        {
            throw new InputException($"{physical.Address} has {sriov.TotalVfs} virtual functions, not {count}");
        }

        return [.. Addresses(physical.Address, sriov, count).Select(address => At(address, physical, sriov))];
    }

    /// <summary>Whether an enabled VF of a physical function is at an address.</summary>
    public static bool HasEnabledAt(PciFunction physical, PciAddress address)
    {
        ArgumentNullException.ThrowIfNull(physical);
        if (physical.Sriov is not { FirstOffset: > 0 } sriov || physical.Address.Segment != address.Segment)
        {
            return false;
        }

        var distance = address.Rid.Value - physical.Address.Rid.Value - sriov.FirstOffset;
        if (distance <= 0 || sriov.Stride == 0)
        {
            return distance == 0 && sriov.NumVfs > 0;
        }

        return distance % sriov.Stride == 0 && distance / sriov.Stride < sriov.NumVfs;
    }

    private static PciAddress[] Addresses(PciAddress physical, SriovCapability sriov, int count)
    {
        if (count > 0 && (sriov.FirstOffset == 0 || (count > 1 && sriov.Stride == 0)))
        {
            throw new InputException(
                $"the virtual functions of {physical} have no routing ids: first offset or stride is 0");
        }

        var last = physical.Rid.Value + sriov.FirstOffset + ((count - 1) * sriov.Stride);
        if (count > 0 && last > ushort.MaxValue)
        {
            throw new InputException($"the virtual functions of {physical} do not fit below bus ff");
        }

        var addresses = new PciAddress[count];
        for (var i = 0; i < count; i++)
        {
            var rid = new Rid((ushort)(physical.Rid.Value + sriov.FirstOffset + (i * sriov.Stride)));
            addresses[i] = new PciAddress(physical.Segment, rid.Bus, rid.Devfn);
        }

        return addresses;
    }

    private static PciFunction At(PciAddress address, PciFunction physical, SriovCapability sriov) => physical with
    {
        Address = address,
        DeviceId = sriov.VfDeviceId,
        MultifunctionBit = false,
        Sriov = null,
        PhysicalFunction = physical.Address,
    };
}
