using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols;

/// <summary>An action that names a device.</summary>
public interface INamesDevice
{
    PciAddress Device { get; }
}
