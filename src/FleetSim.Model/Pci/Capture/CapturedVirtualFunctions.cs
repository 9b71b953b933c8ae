namespace FleetSim.Model.Pci;

/// <summary>Gives recorded virtual functions what their own config space does not tell.</summary>
/// <remarks>
/// Source: drivers/pci/iov.c <c>pci_iov_add_virtfn</c>, <c>pci_read_vf_config_common</c>: ids come from the physical
/// function, the header type of all VFs is that of VF 0.
/// </remarks>
internal static class CapturedVirtualFunctions
{
    internal static List<DeviceRecord> Completed(List<DeviceRecord> devices)
    {
        if (!devices.Exists(device => device.Function.IsVirtual))
        {
            return devices;
        }

        var byAddress = devices.GroupBy(device => device.Function.Address).ToDictionary(same => same.Key, same => same.First());
        var firstBits = devices
            .Where(device => device.Function.IsVirtual)
            .GroupBy(device => device.Function.PhysicalFunction!.Value)
            .ToDictionary(vfs => vfs.Key, vfs => vfs.MinBy(vf => vf.Function.Address)!.Function.MultifunctionBit);
        return devices.ConvertAll(device => device.Function.PhysicalFunction is { } pf
            ? device with { Function = Completed(device, byAddress.GetValueOrDefault(pf), firstBits[pf]) }
            : device);
    }

    private static PciFunction Completed(DeviceRecord vf, DeviceRecord? pf, bool multifunctionBit)
    {
        if (pf?.Function is not { IsVirtual: false, Sriov: { } sriov } physical)
        {
            throw vf.Problem(
                $"{vf.Function.Address} is a virtual function, but {vf.Function.PhysicalFunction} has no SR-IOV or is not there");
        }

        return vf.Function with
        {
            VendorId = physical.VendorId,
            DeviceId = sriov.VfDeviceId,
            MultifunctionBit = multifunctionBit,
        };
    }
}
