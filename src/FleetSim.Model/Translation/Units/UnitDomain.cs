using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Translation.Units;

/// <summary>A domain as one unit has it: its id there, its table, and who is attached.</summary>
internal sealed class UnitDomain(ushort id, SecondStageTable? table)
{
    /// <summary>The id that all identity domains share.</summary>
    public const ushort PassThroughId = 1;

    public ushort Id { get; } = id;

    /// <summary>Null where every address passes unchanged.</summary>
    public SecondStageTable? Table { get; } = table;

    /// <summary>Of a default domain: what drivers have mapped. Null while nobody has mapped anything.</summary>
    public DriverMappings? Drivers { get; set; }

    /// <summary>Its group has another default domain by now.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Requester ids with a context entry for it.</summary>
    public int Requesters { get; set; }

    /// <summary>Changes of its mappings so far.</summary>
    public ulong Changes { get; set; }

    /// <summary>Nobody is attached, and nobody will want back what it maps.</summary>
    public bool IsOver => Requesters == 0 && (Drivers is null || IsRetired);
}
