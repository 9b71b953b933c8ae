using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Pci.Config;

namespace FleetSim.Model.Pci.Lspci;

/// <summary>Reads a host from the hex dumps of <c>lspci -x</c>, <c>-xxx</c> or <c>-xxxx</c>.</summary>
/// <remarks>
/// A dump knows nothing of drivers, groups and IOMMUs. So an IOMMU is put into the host (<see cref="ImportOptions"/>),
/// and ACS is switched on as a kernel does that uses it. A bus that no bridge leads to is a root bus. Deviation: of 64
/// bytes no capability can be read, so PCIe functions pass for conventional; there is a note for each.
/// </remarks>
public static class LspciReader
{
    /// <param name="name">Name of the host.</param>
    /// <exception cref="InputException">The text is no such dump, or its topology is incoherent; with the
    /// line.</exception>
    public static HostCapture Read(string text, string name, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= ImportOptions.Default;
        options.RequireLength(text);
        var dumps = LspciText.Parse(text, options.FunctionsMax);
        if (dumps.Count == 0)
        {
            throw new InputException("no PCI function in it");
        }

        var decoded = dumps.ConvertAll(Decode);
        var functions = VirtualFunctionIdentity.Completed(DumpRelations.WithPhysicalFunctions(decoded));
        var topology = TopologyAssembly.Build(DumpRelations.WithRealDmaDevices(functions));
        topology = DumpHost.Completed(topology, options);
        return new HostCapture
        {
            Name = name,
            Iommu = options.DumpIommu,
            Stages = [Boot(dumps, topology)],
            Notes = [.. dumps.Select(dump => Note(dump, topology[dump.Address])).OfType<string>()],
        };
    }

    private static CaptureStage Boot(IEnumerable<LspciDump> dumps, PciTopology topology) => new()
    {
        Label = "boot",
        Functions = [.. dumps.Select(dump => new CapturedFunction(topology[dump.Address], Driver: null, Group: null))],
        Topology = topology,
    };

    private static PlacedFunction Decode(LspciDump dump)
    {
        var space = dump.ToConfigSpace();
        try
        {
            // Whether ids of all ones belong to a virtual function shows only when its physical function is known.
            var function = ConfigSpaceDecoder.Decode(dump.Address, space, isVirtual: true);
            return new PlacedFunction(function, dump.Place(null));
        }
        catch (InputException problem)
        {
            throw new InputException($"{dump.Address}: {problem.Problem}", dump.Place(problem.Place.Offset), problem);
        }
    }

    private static string? Note(LspciDump dump, PciFunction function)
    {
        if (dump.Size < ConfigSpace.ConventionalSize)
        {
            return $"{dump.Address}: of {dump.Size} bytes it is taken as conventional PCI "
                + "(lspci -xxxx as root shows all)";
        }

        var isExpress = function.Kind is not (PciKind.Conventional or PciKind.ConventionalBridge);
        return isExpress && dump.Size == ConfigSpace.ConventionalSize
            ? $"{dump.Address}: of 256 bytes it is taken to have no ACS (lspci -xxxx as root shows all)"
            : null;
    }
}
