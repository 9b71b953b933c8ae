using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Units;

/// <summary>Writes root and context entries of a unit, as its driver does.</summary>
/// <remarks>Source: domain_context_mapping_one, domain_context_clear_one, drivers/iommu/intel/iommu.c;
/// <c>reference/translation.md</c> 1.1, 1.2, 1.8.</remarks>
internal sealed class ContextProgramming
{
    private readonly RemappingHardware _hardware;
    private readonly TableFrames _frames;
    private readonly Dictionary<byte, ulong> _contextTables = [];
    private readonly ulong _root;

    public ContextProgramming(RemappingHardware hardware, TableFrames frames)
    {
        _hardware = hardware;
        _frames = frames;
        _root = frames.Take();
        hardware.SetRootTable(_root);
        hardware.Enable(true);
    }

    /// <summary>Lets a requester be translated by a domain, or blocks it; what the context cache has of it is
    /// dropped.</summary>
    /// <param name="domain">Null to block.</param>
    public void Set(Rid rid, UnitDomain? domain, AddressWidth width)
    {
        var entry = EntryOf(rid);
        _hardware.Memory.Write(entry, 0);
        if (domain is not null)
        {
            var type = domain.Table is null ? 2UL : 0;
            _hardware.Memory.Write(
                entry + 8, (uint)width.Code | ((ulong)domain.Id << ContextTables.DomainIdShift));
            _hardware.Memory.Write(
                entry, (domain.Table?.Root ?? 0) | (type << ContextTables.TranslationTypeShift) | ContextTables.Present);
        }
        else
        {
            _hardware.Memory.Write(entry + 8, 0);
        }

        _hardware.InvalidateContext(rid);
    }

    private ulong EntryOf(Rid rid)
    {
        if (!_contextTables.TryGetValue(rid.Bus, out var table))
        {
            table = _frames.Take();
            _contextTables.Add(rid.Bus, table);
            _hardware.Memory.Write(_root + (16UL * rid.Bus), table | ContextTables.Present);
        }

        return table + (16UL * rid.Devfn);
    }
}
