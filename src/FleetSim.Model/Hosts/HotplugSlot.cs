using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Hosts;

/// <summary>A place where a subtree comes and goes while the host runs.</summary>
/// <param name="Name">Short name, unique on its host: <c>bay-3</c>, <c>gpu-1</c>.</param>
/// <param name="Functions">What is plugged there, bridges before what is below them; empty for VFs.</param>
/// <param name="PresentAtBoot">The subtree is there when the host boots.</param>
/// <param name="PhysicalFunction">The function whose <c>sriov_numvfs</c> is written, when the slot stands for its VFs.</param>
/// <param name="VfCount">How many VFs are then enabled.</param>
public sealed record HotplugSlot(
    string Name,
    ImmutableArray<PciFunction> Functions,
    bool PresentAtBoot,
    PciAddress? PhysicalFunction = null,
    int VfCount = 0);
