using CsCheck;
using FleetSim.Model.Domains;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Tests.Translation.KernelDma;

/// <summary>Whatever a driver maps, unmaps and lets its device do: TR-1, TR-2, TR-3 and TR-6, by what the device
/// reaches.</summary>
public sealed class KernelDomainProperties
{
    /// <summary>Pages; whole tables among them.</summary>
    private static readonly ulong[] Sizes = [1, 1, 2, 5, 33, 512, 512, 513];

    private static readonly Gen<DomainStep> Step = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, Sizes.Length - 1], Gen.Bool, Gen.Int[0, 1000], Gen.Int[1, 3],
        (kind, size, isAligned, which, access) =>
            new DomainStep(kind, Sizes[size], isAligned, which, (DmaAccess)access));

    [Fact]
    public void MapUnmapDma_StrictDomain_ReachesExactlyWhatIsMapped() => Step.Array[1, 120].Sample(
        steps => Run(new ReferenceDomain(DefaultDomainType.Dma), steps), iter: 400);

    [Fact]
    public void MapUnmapDma_LazyDomain_ReachesWhatIsMappedOrWasUntilTheFlush() => Step.Array[1, 120].Sample(
        steps => Run(new ReferenceDomain(DefaultDomainType.DmaFq), steps), iter: 400);

    /// <summary>Many small mappings: the queue is flushed because it is full.</summary>
    [Fact]
    public void MapUnmapDma_FullQueue_ReachesWhatIsMappedOrWasUntilTheFlush() => Step.Array[600, 900].Sample(
        steps => Run(
            new ReferenceDomain(DefaultDomainType.DmaFq),
            [.. steps.Select(step => step with { Pages = 1, Kind = step.Kind == 9 ? 0 : step.Kind })]),
        iter: 20);

    private static void Run(ReferenceDomain domain, DomainStep[] steps)
    {
        foreach (var step in steps)
        {
            switch (step.Kind)
            {
                case <= 2:
                    domain.Map(step);
                    break;
                case <= 5:
                    domain.Unmap(step.Which);
                    break;
                case <= 8:
                    domain.Access(step);
                    break;
                default:
                    domain.Advance(TimeSpan.FromMilliseconds(step.Which % 8));
                    break;
            }

            domain.Check();
        }
    }
}
