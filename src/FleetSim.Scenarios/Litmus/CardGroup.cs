using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Scenarios.Litmus;

/// <summary>The smallest host with one group of some network cards, each in a slot of its own.</summary>
/// <param name="Size">How many cards, <c>dev0</c> and so on; 1 to 8.</param>
/// <param name="JoinedBy">What makes them one group.</param>
/// <param name="Absent">Indices of the cards that are not there at boot.</param>
/// <param name="DirectMapping">Indices of the cards that a reserved region binds to a direct mapping.</param>
internal sealed record CardGroup(
    int Size, JoinedBy JoinedBy, ImmutableArray<int> Absent, ImmutableArray<int> DirectMapping)
{
    private const string Unit = "dmar0";

    /// <summary>Redirection, source validation and upstream forwarding, offered and switched on.</summary>
    private static readonly AcsCapability Isolating = new(0x001d001f, 0);

    private static readonly PciAddress Port = new(0, 0, 1, 0);

    private static readonly PciAddress Bridge = new(0, 1, 0, 0);

    public PciAddress Card(int index) =>
        JoinedBy == JoinedBy.Function ? new PciAddress(0, 1, 0, index) : new PciAddress(0, 2, index, 0);

    public HostSource Source()
    {
        var cards = Enumerable.Range(0, Size).Select(Function).ToImmutableArray();
        var there = Fixed().Concat(cards.Where((_, index) => !Absent.Contains(index)));
        var above = JoinedBy == JoinedBy.Function ? Port : Bridge;
        return new HostSource(
            $"group-of-{Size}",
            PciTopology.Empty.Plug(there),
            HostIommu.Of(IommuKind.IntelNoCachingMode, null),
            [
                .. cards.Select((card, index) =>
                    new HotplugSlot($"slot of dev{index}", above, [card], !Absent.Contains(index))),
            ]);
    }

    /// <summary>A root port that isolates, so that it is no member; below it the bridge that all cards are behind, if
    /// one joins them.</summary>
    private IEnumerable<PciFunction> Fixed()
    {
        var last = (byte)(JoinedBy == JoinedBy.Function ? 1 : 2);
        yield return new PciFunction
        {
            Address = Port,
            VendorId = 0x8086,
            DeviceId = 0x1901,
            ClassCode = 0x060400,
            HeaderType = 1,
            Kind = PciKind.RootPort,
            Buses = new BridgeBuses(0, 1, last),
            Acs = Isolating,
            Unit = Unit,
        };
        if (JoinedBy == JoinedBy.Bridge)
        {
            yield return new PciFunction
            {
                Address = Bridge,
                VendorId = 0x1b21,
                DeviceId = 0x1080,
                ClassCode = 0x060400,
                HeaderType = 1,
                Kind = PciKind.PcieToPciBridge,
                Buses = new BridgeBuses(1, 2, 2),
                Unit = Unit,
            };
        }
    }

    /// <summary>Functions of one card without ACS reach each other; cards behind a bridge send as the bridge.</summary>
    private PciFunction Function(int index) => new()
    {
        Address = Card(index),
        VendorId = 0x8086,
        DeviceId = JoinedBy == JoinedBy.Function ? (ushort)0x10d3 : (ushort)0x100e,
        ClassCode = 0x020000,
        MultifunctionBit = JoinedBy == JoinedBy.Function,
        Kind = JoinedBy == JoinedBy.Function ? PciKind.Endpoint : PciKind.Conventional,
        Unit = Unit,
        RequiresDirectMapping = DirectMapping.Contains(index),
    };
}

/// <summary>What makes the cards of a <see cref="CardGroup"/> one group.</summary>
internal enum JoinedBy
{
    /// <summary>They are functions of one card without ACS. Each has a requester id of its own.</summary>
    Function,

    /// <summary>They are behind one conventional bridge, whose requester id they share.</summary>
    Bridge,
}
