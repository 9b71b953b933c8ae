using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.KernelDma;

namespace FleetSim.Model.Tests.Translation.KernelDma;

/// <summary>What a driver, its device or the clock does next.</summary>
internal sealed record DomainStep(int Kind, ulong Pages, bool IsAligned, int Which, DmaAccess Access);

/// <summary>A domain beside lists of what is mapped, what was unmapped and waits for a flush, and what is gone; every
/// answer of the domain is compared.</summary>
internal sealed class ReferenceDomain(DefaultDomainType type)
{
    private readonly TestDomain _test = new(type, [new ReservedRegion(0xfee0_0000, 0xfeef_ffff, "msi")]);
    private readonly DmaDevice _device = new();
    private readonly List<Mapping> _live = [];
    private readonly List<Mapping> _waiting = [];
    private readonly List<Mapping> _gone = [];
    private TimeSpan _now;
    private TimeSpan? _due;
    private ulong _maps;

    private KernelDomain Domain => _test.Domain;

    private bool IsLazy => type == DefaultDomainType.DmaFq;

    /// <summary>TR-2: the IOVA is neither in use nor waiting, and no cache knows it.</summary>
    public void Map(DomainStep step)
    {
        var hpa = (++_maps << 32) + (step.IsAligned ? 0UL : 0x1000);

        var iova = Domain.Map(hpa, step.Pages << 12, step.Access, _device)!.Value;

        var mapping = new Mapping(iova, hpa, step.Pages << 12, step.Access);
        Assert.DoesNotContain(_live.Concat(_waiting), mapping.Overlaps);
        Assert.DoesNotContain(_test.Unit.Hardware.Iotlb.Entries(), entry => mapping.Contains(entry.Iova));
        _gone.RemoveAll(mapping.Overlaps);
        _live.Add(mapping);
    }

    /// <summary>TR-6: as many bytes as were mapped.</summary>
    public void Unmap(int which)
    {
        if (_live.Count == 0)
        {
            return;
        }

        var mapping = _live[which % _live.Count];
        _live.Remove(mapping);
        if (_waiting.Count == 255)
        {
            Flushed();
        }

        Assert.Equal(mapping.Size, Domain.Unmap(mapping.Iova, mapping.Size, _now));

        Assert.False(Domain.Table.TryFind(mapping.Iova, out _, out _));
        (IsLazy ? _waiting : _gone).Add(mapping);
        _due ??= _now + TimeSpan.FromMilliseconds(10);
    }

    /// <summary>An access to a page that is mapped, waits, or is gone.</summary>
    public void Access(DomainStep step)
    {
        Mapping[] all = [.. _live, .. _waiting, .. _gone];
        if (all.Length == 0)
        {
            return;
        }

        // The first pages of a range are met again and again, the others hardly ever: both matter.
        var mapping = all[step.Which % all.Length];
        var offset = (ulong)step.Which * (step.IsAligned ? 0x1000UL : 0x8) % mapping.Size;
        var result = _test.Unit.Translate(mapping.Iova + offset, step.Access);
        var isAllowed = (mapping.Access & step.Access) == step.Access;
        if (_live.Contains(mapping))
        {
            Assert.Equal(isAllowed ? mapping.Hpa + offset : 0, result.Address);
            Assert.Equal(isAllowed, result.Granted);
        }
        else if (_gone.Contains(mapping))
        {
            Assert.False(result.Granted, $"0x{mapping.Iova + offset:x} translates to {result} after its flush");
        }
        else
        {
            Assert.True(!result.Granted || (isAllowed && result.Address == mapping.Hpa + offset), $"stale: {result}");
        }
    }

    public void Advance(TimeSpan time)
    {
        _now += time;
        Domain.AdvanceTo(_now);
        if (IsLazy && _now >= _due)
        {
            _due = null;
            Flushed();
        }
    }

    /// <summary>TR-1: what is cached is mapped, or waits.</summary>
    public void Check()
    {
        Assert.Equal(_live.Aggregate(0UL, (sum, mapping) => sum + mapping.Size), Domain.Table.MappedBytes);
        Assert.Equal(_waiting.Count, Domain.Queued);
        Assert.Equal(_live.Count + _waiting.Count, Domain.Iovas.Count - 1);
        foreach (var (_, _, iova) in _test.Unit.Hardware.Iotlb.Entries())
        {
            Assert.Contains(_live.Concat(_waiting), mapping => mapping.Contains(iova));
        }
    }

    private void Flushed()
    {
        _gone.AddRange(_waiting);
        _waiting.Clear();
    }

    private sealed record Mapping(ulong Iova, ulong Hpa, ulong Size, DmaAccess Access)
    {
        public bool Contains(ulong iova) => iova - Iova < Size;

        public bool Overlaps(Mapping other) => Contains(other.Iova) || other.Contains(Iova);
    }
}
