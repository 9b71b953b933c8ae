using System.Collections.Immutable;
using CsCheck;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Groups;

/// <summary>Random PCI trees: a list of choices, each of which places one function where its numbers say.</summary>
internal static class RandomHosts
{
    private static readonly PciKind[] Kinds =
    [
        PciKind.Endpoint, PciKind.Endpoint, PciKind.Conventional, PciKind.RootComplexEndpoint, PciKind.LegacyEndpoint,
        PciKind.RootPort, PciKind.DownstreamPort, PciKind.UpstreamPort, PciKind.PcieToPciBridge,
        PciKind.ConventionalBridge,
    ];

    private static readonly AcsCapability?[] Acs =
    [
        null, new AcsCapability(0x001d_001d, 0), new AcsCapability(0x0000_001d, 0), new AcsCapability(0, 0),
    ];

    private static readonly Gen<Choice> Choices = Gen.Select(
        Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, Kinds.Length - 1], Gen.Int[0, Acs.Length - 1], Gen.Bool,
        (bus, slot, function, kind, acs, multifunction) => new Choice(bus, slot, function, kind, acs, multifunction));

    /// <summary>Up to 24 functions on up to 8 buses, all translated by one unit, none with a requester quirk.</summary>
    public static readonly Gen<PciTopology> Topologies = Choices.Array[1, 24].Select(Build);

    private static PciTopology Build(Choice[] choices)
    {
        var functions = ImmutableList<PciFunction>.Empty;
        var buses = new List<byte> { 0 };
        foreach (var choice in choices)
        {
            var bus = buses[choice.Bus % buses.Count];
            var address = new PciAddress(0, bus, choice.Slot, choice.Function);
            if (functions.Exists(function => function.Address == address))
            {
                continue;
            }

            var function = choice.At(address);
            if (function.IsBridge)
            {
                var below = (byte)buses.Count;
                buses.Add(below);
                function = function with { Buses = new BridgeBuses(bus, below, below) };
            }

            functions = functions.Add(function);
        }

        return PciTopology.Empty.Plug(functions);
    }

    private readonly record struct Choice(int Bus, int Slot, int Function, int Kind, int AcsKind, bool Multifunction)
    {
        public PciFunction At(PciAddress address) => new()
        {
            Address = address,
            Kind = Kinds[Kind],
            HeaderType = (byte)(Kind >= 5 ? 1 : 0),
            Acs = Acs[AcsKind],
            MultifunctionBit = Multifunction,
            Unit = "dmar0",
        };
    }
}
