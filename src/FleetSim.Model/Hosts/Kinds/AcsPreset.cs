using FleetSim.Model.Pci;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>The ACS capability of a function in the catalogue, as a kernel with an IOMMU leaves it.</summary>
internal enum AcsPreset
{
    /// <summary>No capability.</summary>
    Absent,

    /// <summary>A capability that offers nothing: what is not offered counts as enforced.</summary>
    Empty,

    /// <summary>All that isolation needs, offered and on.</summary>
    Isolating,

    /// <summary>Offered and on, in the misplaced registers of Intel's 100 and 200 series root ports.</summary>
    IsolatingWideRegisters,
}

internal static class AcsPresets
{
    public static AcsCapability? Registers(this AcsPreset preset) => preset switch
    {
        AcsPreset.Empty => new AcsCapability(0, 0),
        AcsPreset.Isolating => new AcsCapability(0x001d001f, 0),
        AcsPreset.IsolatingWideRegisters => new AcsCapability(0x0000001f, 0x0000001d),
        _ => null,
    };
}
