namespace FleetSim.Model.Pci;

/// <summary>Corrects switch ports that call themselves the opposite of what they can only be.</summary>
/// <remarks>Source: drivers/pci/probe.c <c>set_pcie_port_type</c>: some systems have such ports.</remarks>
internal static class PortTypes
{
    internal static PciFunction Corrected(PciFunction function, IReadOnlyDictionary<PciBus, PlacedFunction> bridges)
    {
        if (!bridges.TryGetValue(function.Address.OnBus, out var above))
        {
            return function;
        }

        return (function.Kind, Corrected(above.Function, bridges).Kind) switch
        {
            (PciKind.DownstreamPort, PciKind.RootPort or PciKind.DownstreamPort or PciKind.PciToPcieBridge) =>
                function with { Kind = PciKind.UpstreamPort },
            (PciKind.UpstreamPort, PciKind.UpstreamPort) => function with { Kind = PciKind.DownstreamPort },
            _ => function,
        };
    }
}
