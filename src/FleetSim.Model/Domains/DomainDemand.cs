using FleetSim.Model.Pci;

namespace FleetSim.Model.Domains;

/// <summary>What one member asks of its group's default domain.</summary>
/// <param name="Untrusted">Below an external-facing port: only translated addresses will do.</param>
/// <param name="DriverPreference">What the IOMMU driver wants for the device; null for most.</param>
public readonly record struct DomainDemand(bool Untrusted = false, DefaultDomainType? DriverPreference = null)
{
    public static DomainDemand Of(PciFunction function) => new(function.Untrusted);
}
