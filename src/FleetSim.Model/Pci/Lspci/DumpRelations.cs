namespace FleetSim.Model.Pci.Lspci;

/// <summary>
/// Works out who belongs to whom in a dump, which sysfs would have said: VFs to PFs, children to VMD endpoints.
/// </summary>
internal static class DumpRelations
{
    /// <summary>
    /// Segments from here on are private ones, made up by drivers of host bridges behind an endpoint.
    /// </summary>
    private const uint FirstPrivateSegment = 0x10000;

    /// <summary>Functions at a routing id that an enabled SR-IOV capability hands out are its VFs.</summary>
    /// <exception cref="InputException">A function reads as absent and is no VF.</exception>
    internal static List<PlacedFunction> WithPhysicalFunctions(List<PlacedFunction> functions)
    {
        var owners = functions.Select(placed => placed.Function).Where(pf => pf.Sriov is { NumVfs: > 0 }).ToList();
        return functions.ConvertAll(placed => Owned(placed, owners));
    }

    /// <summary>
    /// The n-th private segment is behind the n-th VMD endpoint, which is the order in which the driver hands them out.
    /// Deviation: when their numbers differ, no function gets a real DMA device.
    /// </summary>
    /// <remarks>Source: drivers/pci/controller/vmd.c <c>vmd_find_free_domain</c>.</remarks>
    internal static List<PlacedFunction> WithRealDmaDevices(List<PlacedFunction> functions)
    {
        var segments = functions.Select(placed => placed.Function.Address.Segment)
            .Where(segment => segment >= FirstPrivateSegment).Distinct().Order().ToList();
        var endpoints = functions.Select(placed => placed.Function).Where(IsVmd)
            .Select(function => function.Address).Order().ToList();
        if (segments.Count != endpoints.Count || segments.Count == 0)
        {
            return functions;
        }

        return functions.ConvertAll(placed => segments.IndexOf(placed.Function.Address.Segment) is var nth and >= 0
            ? placed with { Function = placed.Function with { RealDmaDevice = endpoints[nth] } }
            : placed);
    }

    private static bool IsVmd(PciFunction function) =>
        function is { VendorId: 0x8086, ClassCode: 0x010400, Kind: PciKind.RootComplexEndpoint };

    private static PlacedFunction Owned(PlacedFunction placed, List<PciFunction> owners)
    {
        var function = placed.Function;
        if (owners.Find(pf => VirtualFunctions.HasEnabledAt(pf, function.Address)) is { } owner)
        {
            return placed with { Function = function with { PhysicalFunction = owner.Address } };
        }

        return (function.VendorId, function.DeviceId) != (ushort.MaxValue, ushort.MaxValue)
            ? placed
            : throw placed.Problem(
                $"{function.Address} reads as absent, and "
                + "no physical function in the dump has a virtual function there");
    }
}
