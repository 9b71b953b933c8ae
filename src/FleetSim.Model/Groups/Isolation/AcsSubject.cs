using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups.Isolation;

/// <summary>A function as the ACS test sees it at one moment.</summary>
/// <param name="Multifunction">
/// The flag as it is now, not the header bit: <see cref="RegisteredFunction.Multifunction"/>.
/// </param>
/// <param name="OnRootBus">No bridge stands above the function's bus.</param>
public readonly record struct AcsSubject(PciFunction Function, bool Multifunction, bool OnRootBus);
