using FleetSim.Model;
using FleetSim.Model.Pci;
using FleetSim.Verification.Audit;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>Functions that a recording plugs: it tells who they are, their place tells the rest.</summary>
internal static class PluggedFunctions
{
    /// <exception cref="InputException">There is no bridge above it.</exception>
    public static PciFunction Of(PluggedIdentity identity, HostFacts facts)
    {
        var bridge = facts.Devices.Values
            .Select(device => device.Function).OfType<PciFunction>().FirstOrDefault(function =>
            function.Address.Segment == identity.Address.Segment && function.Buses?.Secondary == identity.Address.Bus)
            ?? throw new InputException($"{identity.Address} was plugged where there is no bridge");
        var express = bridge.Kind is PciKind.RootPort or PciKind.DownstreamPort;
        return new PciFunction
        {
            Address = identity.Address,
            VendorId = identity.Vendor,
            DeviceId = identity.Device,
            ClassCode = identity.ClassCode,
            Kind = express ? PciKind.Endpoint : PciKind.Conventional,
            Unit = bridge.Unit,
        };
    }
}
