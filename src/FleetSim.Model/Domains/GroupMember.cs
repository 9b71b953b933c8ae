using System.Collections.Immutable;
using FleetSim.Model.Drivers;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Domains;

/// <summary>A device in its group: what ownership has to know of it, and what can be observed of it.</summary>
public sealed record GroupMember
{
    public required PciAddress Device { get; init; }

    /// <summary>Every requester id its requests may carry; aliases of other members among them.</summary>
    public required ImmutableArray<Rid> Rids { get; init; }

    /// <summary>The unit that translates it.</summary>
    public required string Unit { get; init; }

    /// <summary>Header type is not that of a device: the rules up to v5.18 let any driver hold it.</summary>
    public bool IsBridge { get; init; }

    /// <summary>On VT-d it has the first 16 MiB mapped one to one, for legacy devices behind it.</summary>
    public bool IsIsaBridge { get; init; }

    /// <summary>A reserved region of type <c>direct</c> forbids the blocking domain.</summary>
    public bool RequiresDirectMapping { get; init; }

    /// <summary>PASIDs below this number can be sent; 0 for a device that sends none.</summary>
    public uint PasidLimit { get; init; }

    /// <summary>What it asks of the type of its group's default domain.</summary>
    public DomainDemand Demand { get; init; }

    /// <summary>The bound driver; null when there is none. Set from the claim of a bind to the end of its
    /// unbind.</summary>
    public Driver? Driver { get; init; }

    /// <summary>The private domain that the bound driver attached; nothing when it attached none.</summary>
    public Domain Attached { get; init; }

    /// <summary>Device-level claims of the group's user that came in through this device.</summary>
    public int Claims { get; init; }

    /// <summary>An ordinary driver is bound: one that uses the kernel DMA API.</summary>
    public bool UsesKernelDma => Driver is { ManagesDma: false };

    public override string ToString() => Driver is null ? $"{Device}" : $"{Device}={Driver.Name}";
}
