namespace FleetSim.Model.Translation;

/// <summary>A domain as one unit has it: its id there, its table, and who is attached.</summary>
internal sealed class UnitDomain(ushort id, SecondStageTable? table)
{
    /// <summary>The id that all identity domains share.</summary>
    public const ushort PassThroughId = 1;

    public ushort Id { get; } = id;

    /// <summary>Null where every address passes unchanged.</summary>
    public SecondStageTable? Table { get; } = table;

    /// <summary>Requester ids with a context entry for it.</summary>
    public int Requesters { get; set; }

    /// <summary>Changes of its mappings so far.</summary>
    public ulong Changes { get; set; }
}
