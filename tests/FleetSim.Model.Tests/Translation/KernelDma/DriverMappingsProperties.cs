using CsCheck;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Tests.Translation.KernelDma;

/// <summary>Drivers map, unmap and send, while the group is claimed and released and its type is written: whatever comes
/// when, a device reaches what the lists beside it say.</summary>
public sealed class DriverMappingsProperties
{
    private static readonly Gen<(int Kind, int Which)[]> Steps =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1000]).Array[1, 150];

    [Fact]
    public void AnyOrder_StrictAtFirst_ReachesWhatIsMapped() =>
        Steps.Sample(steps => Run(DefaultDomainType.Dma, steps), iter: 400);

    [Fact]
    public void AnyOrder_LazyAtFirst_ReachesWhatIsMapped() =>
        Steps.Sample(steps => Run(DefaultDomainType.DmaFq, steps), iter: 400);

    private static void Run(DefaultDomainType type, (int Kind, int Which)[] steps)
    {
        var unit = new ReferenceUnit(type);
        foreach (var (kind, which) in steps)
        {
            switch (kind)
            {
                case <= 2:
                    unit.Map(which);
                    break;
                case <= 4:
                    unit.Unmap(which);
                    break;
                case <= 7:
                    unit.Access(which);
                    break;
                case 8:
                    unit.Advance(which % 12);
                    break;
                case 9:
                    unit.Attach(which % 2 == 0 ? Domain.Default : Domain.Blocking);
                    break;
                case 10 when which % 4 == 0:
                    unit.Write(which % 8 == 0 ? DefaultDomainType.Dma : DefaultDomainType.DmaFq);
                    break;
                default:
                    unit.Access(which * 7);
                    break;
            }
        }
    }

    private sealed record Mapping(ulong Iova, ulong Hpa, ulong Size)
    {
        public bool Overlaps(Mapping other) => Iova < other.Iova + other.Size && other.Iova < Iova + Size;
    }

    /// <summary>A unit, and plain lists of what is mapped, what waits for a flush, and what is gone.</summary>
    private sealed class ReferenceUnit
    {
        private static readonly Rid Rid = new(1, 0);

        private readonly IommuUnit _unit = new(HostIommu.Of(IommuKind.Intel, null), UnitState.Empty);
        private readonly List<Mapping> _live = [];
        private readonly List<Mapping> _waiting = [];
        private readonly List<Mapping> _gone = [];
        private DefaultDomainType _type;
        private Domain _attached = Domain.Default;
        private TimeSpan _now;
        private TimeSpan? _due;
        private ulong _maps;

        public ReferenceUnit(DefaultDomainType type)
        {
            _type = type;
            _unit.Execute(new UnitCall(0, Domain.Default, [new RidAttachment(Rid, Domain.Default)], [])
            {
                Type = type,
                IsComplete = true,
            });
        }

        public void Map(int which)
        {
            var size = (ulong)((which % 3) + 1) << 12;
            var hpa = ++_maps << 32;
            var reply = Ask(KernelDmaCall.MapOne(hpa, size));
            var mapping = new Mapping(reply.Addresses[0], hpa, size);
            Assert.DoesNotContain(_live.Concat(_waiting), mapping.Overlaps);
            _gone.RemoveAll(mapping.Overlaps);
            _live.Add(mapping);
        }

        public void Unmap(int which)
        {
            if (_live.Count == 0)
            {
                return;
            }

            var mapping = _live[which % _live.Count];
            _live.Remove(mapping);
            Assert.Equal(mapping.Size, Ask(KernelDmaCall.UnmapOne(mapping.Iova, mapping.Size)).UnmappedBytes);
            if (_type == DefaultDomainType.Dma)
            {
                _gone.Add(mapping);
                return;
            }

            _waiting.Add(mapping);
            _due ??= _now + TimeSpan.FromMilliseconds(10);
        }

        public void Access(int which)
        {
            Mapping[] all = [.. _live, .. _waiting, .. _gone];
            if (all.Length == 0)
            {
                return;
            }

            var mapping = all[which % all.Length];
            var offset = (ulong)which * 8 % mapping.Size;
            var results = new TranslationResult[1];
            _unit.AdvanceTo(_now);
            _unit.Translate([new TranslationRequest(mapping.Iova + offset, Rid, DmaAccess.Read)], results);
            var reached = results[0].Address;
            if (_live.Contains(mapping) && _attached == Domain.Default)
            {
                Assert.Equal(mapping.Hpa + offset, reached);
            }
            else if (_waiting.Contains(mapping) && _attached == Domain.Default)
            {
                Assert.True(reached == 0 || reached == mapping.Hpa + offset, $"0x{reached:x} is another's");
            }
            else
            {
                Assert.Equal(0UL, reached);
            }
        }

        public void Advance(int milliseconds)
        {
            _now += TimeSpan.FromMilliseconds(milliseconds);
            if (_now >= _due)
            {
                Flushed();
            }
        }

        /// <summary>Whoever leaves the domain has its cache dropped; what waits goes on waiting.</summary>
        public void Attach(Domain domain)
        {
            _attached = domain;
            _unit.Execute(new UnitCall(0, domain) { Type = _type });
            Assert.Empty(_unit.Stale());
        }

        public void Write(DefaultDomainType type)
        {
            var replaces = _type == DefaultDomainType.DmaFq && type == DefaultDomainType.Dma;
            _type = type;
            _unit.Execute(new UnitCall(0, _attached) { Type = type });
            if (replaces)
            {
                Flushed();
                _gone.AddRange(_live);
                _live.Clear();
            }
        }

        private void Flushed()
        {
            _due = null;
            _gone.AddRange(_waiting);
            _waiting.Clear();
        }

        private KernelDmaReply Ask(KernelDmaCall call)
        {
            var sender = new KernelDmaSender(0, PciAddress.Parse("0000:01:00.0"), Rid);
            var reply = _unit.Execute(call with { Sender = sender }, _now);
            Assert.True(reply is { Granted: true, Warnings: 0 });
            return reply;
        }
    }
}
