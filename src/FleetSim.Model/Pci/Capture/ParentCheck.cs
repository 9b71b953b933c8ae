namespace FleetSim.Model.Pci.Capture;

/// <summary>Compares what the records say is above each function with what the bridges' bus numbers say.</summary>
internal static class ParentCheck
{
    /// <exception cref="InputException">A function hangs under a bridge that does not lead to its bus, or under
    /// none.</exception>
    internal static void Require(IEnumerable<DeviceRecord> devices, PciTopology topology)
    {
        foreach (var device in devices)
        {
            RequireParent(device, topology);
            RequireRealDmaDevice(device, topology);
        }
    }

    private static void RequireParent(DeviceRecord device, PciTopology topology)
    {
        if (device.Parent is not { } parent)
        {
            return;
        }

        var function = device.Placed.Function;
        var address = function.Address;
        var bus = function.PhysicalFunction is { } pf && topology.BridgeAbove(address.OnBus) is null
            ? pf.OnBus // An SR-IOV virtual bus has no bridge of its own.
            : address.OnBus;
        var bridge = topology.BridgeAbove(bus);
        var found = bridge?.Address.ToString() ?? bus.ToString();
        if (found != parent)
        {
            var leads = bridge is null ? "no bridge leads" : $"{found} leads";
            throw device.Placed.Problem(
                $"{address} is recorded under {JsonField.Shortened(parent)}, but {leads} to bus {bus.Number:x2}");
        }
    }

    private static void RequireRealDmaDevice(DeviceRecord device, PciTopology topology)
    {
        var function = device.Placed.Function;
        if (function.RealDmaDevice is { } endpoint && !topology.Contains(endpoint))
        {
            throw device.Placed.Problem($"{function.Address} is below {endpoint}, which is not in the capture");
        }
    }
}
