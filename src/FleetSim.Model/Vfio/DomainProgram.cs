using System.Collections.Immutable;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Model.Vfio;

/// <summary>What the units of a container are being told, one after the other.</summary>
/// <param name="Container">Number of the container.</param>
/// <param name="Next">Its backend when all units have been told.</param>
/// <param name="Reply">The answer then.</param>
/// <param name="Units">Who is told.</param>
/// <param name="Change">What; null when they are told everything.</param>
/// <param name="At">Which unit it is about.</param>
/// <param name="Telling">What that unit is being told.</param>
/// <param name="GroupAt">Which of the backend's groups attaches again.</param>
public sealed record DomainProgram(
    int Container,
    Type1Iommu Next,
    AddressSpaceReply Reply,
    ImmutableArray<string> Units,
    DomainCall? Change,
    int At = 0,
    DomainTelling Telling = DomainTelling.Change,
    int GroupAt = 0);

/// <summary>What a unit is being told: more and more, as long as it does not know the domain.</summary>
public enum DomainTelling : byte
{
    Change,

    /// <summary>It has missed changes: all mappings.</summary>
    Everything,

    /// <summary>It has lost the groups: they attach once more, then all mappings.</summary>
    Groups,
    EverythingAgain,
}
