namespace FleetSim.Model.Pci;

/// <summary>Gives recorded virtual functions what their own config space does not tell.</summary>
/// <remarks>
/// Source: drivers/pci/iov.c <c>pci_iov_add_virtfn</c>, <c>pci_read_vf_config_common</c>: ids come from the physical
/// function, the header type of all VFs is that of VF 0.
/// </remarks>
internal static class VirtualFunctionIdentity
{
    internal static List<PlacedFunction> Completed(List<PlacedFunction> functions)
    {
        var virtualFunctions = functions.Where(placed => placed.Function.IsVirtual).ToList();
        if (virtualFunctions.Count == 0)
        {
            return functions;
        }

        var byAddress = functions
            .GroupBy(placed => placed.Function.Address)
            .ToDictionary(same => same.Key, same => same.First().Function);
        var firstBits = virtualFunctions
            .GroupBy(vf => vf.Function.PhysicalFunction!.Value)
            .ToDictionary(vfs => vfs.Key, vfs => vfs.MinBy(vf => vf.Function.Address)!.Function.MultifunctionBit);
        return functions.ConvertAll(placed => placed.Function.PhysicalFunction is { } pf
            ? placed with { Function = Completed(placed, byAddress.GetValueOrDefault(pf), firstBits[pf]) }
            : placed);
    }

    private static PciFunction Completed(PlacedFunction vf, PciFunction? pf, bool multifunctionBit)
    {
        if (pf is not { IsVirtual: false, Sriov: { } sriov })
        {
            throw vf.Problem(
                $"{vf.Function.Address} is a virtual function, but {vf.Function.PhysicalFunction} "
                + "has no SR-IOV or is not there");
        }

        return vf.Function with
        {
            VendorId = pf.VendorId,
            DeviceId = sriov.VfDeviceId,
            MultifunctionBit = multifunctionBit,
        };
    }
}
