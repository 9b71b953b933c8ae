using FleetSim.Model.Translation.Hardware;
using FleetSim.Verification.Translation;

namespace FleetSim.Scenarios.Workloads;

/// <summary>What has to become of each request of a driver's device, by what the driver has mapped and unmapped.</summary>
/// <remarks>
/// A request to a buffer that is mapped reaches it; one to a buffer that was unmapped faults under a strict domain, and
/// under a lazy one until the flush it reaches the old buffer, if the IOTLB has the page, and never anything else.
/// Whoever tells the time of the units knows which; in real time both are right until the longest time to a flush is
/// over, and only the fault afterwards.
/// </remarks>
internal sealed class DriverExpectations
{
    private readonly ExpectedHits? _hits;
    private readonly ExpectedFlushes? _flushes;
    private readonly bool _isLazy;
    private readonly ulong?[] _hpas;
    private readonly bool[] _areOld;
    private readonly bool[] _mayFault;

    /// <param name="hits">What the unit has cached; null where others use it too, or the time of a flush is not
    /// known.</param>
    /// <param name="flushes">Null unless the domain is lazy and its time is known.</param>
    /// <param name="batch">Requests in one call.</param>
    public DriverExpectations(
        DriverBuffers buffers, bool isLazy, ExpectedHits? hits, ExpectedFlushes? flushes, int batch)
    {
        (Buffers, _isLazy, _hits, _flushes) = (buffers, isLazy, hits, flushes);
        (_hpas, _areOld, _mayFault) = (new ulong?[batch], new bool[batch], new bool[batch]);
    }

    public DriverBuffers Buffers { get; }

    /// <summary>A buffer is about to be unmapped.</summary>
    public void Unmapping(TimeSpan now)
    {
        AdvanceTo(now);
        if (_flushes?.Unmap(now) == true)
        {
            Flushed();
        }
    }

    /// <summary>A buffer is unmapped.</summary>
    public void Unmapped(int buffer, ulong iova, TimeSpan now)
    {
        var state = !_isLazy ? OldMappingState.Flushed
            : _flushes is null ? OldMappingState.Unknown
            : OldMappingState.Queued;
        Buffers.Unmapped(buffer, new OldMapping(iova, Buffers.HpaOf(buffer), state, now));
        if (!_isLazy)
        {
            _hits?.Invalidate(iova, Buffers.Size, VtdCapabilities.Of(AddressWidth.Bits48).AddressMaskMax);
        }
    }

    /// <summary>Turns a plan's requests, which name places in the memory, into requests to where the device finds
    /// those.</summary>
    /// <param name="away">The buffer that has just been unmapped: the device goes on with its old address.</param>
    /// <param name="now">Before they are sent.</param>
    /// <param name="oldMost">Of the last requests so many go to what was unmapped earlier.</param>
    public PlannedTranslations Plan(Span<TranslationRequest> requests, int? away, TimeSpan now, int oldMost)
    {
        AdvanceTo(now);
        var (faults, hits, stale, either) = (0, 0, 0, 0);
        var olds = Math.Min(oldMost, Buffers.Old.Count);
        for (var i = 0; i < requests.Length; i++)
        {
            var fromEnd = requests.Length - 1 - i;
            var (iova, expected) = Expect(requests[i].Iova, fromEnd < olds ? fromEnd : null, away, now);
            requests[i] = requests[i] with { Iova = iova };
            (_hpas[i], _areOld[i], _mayFault[i]) = (expected.Hpa, expected.IsOld, expected.MayFault);
            faults += expected.Hpa is null ? 1 : 0;
            hits += expected.IsHit ? 1 : 0;
            stale += expected is { IsOld: true, Hpa: not null, MayFault: false } ? 1 : 0;
            either += expected.MayFault ? 1 : 0;
        }

        return new PlannedTranslations(requests.Length, faults, _hits is null ? null : hits, stale, either);
    }

    /// <returns>How many answers are none of the right ones, and how many are the address of what is unmapped.</returns>
    public (int Strays, int Stale) Compare(ReadOnlySpan<TranslationResult> results)
    {
        var (strays, stale) = (0, 0);
        for (var i = 0; i < results.Length; i++)
        {
            ref readonly var result = ref results[i];
            var isRight = result.Outcome == TranslationOutcome.Fault
                ? _hpas[i] is null || _mayFault[i]
                : result.Granted && result.Address == _hpas[i];
            strays += isRight ? 0 : 1;
            stale += _areOld[i] && result.Granted ? 1 : 0;
        }

        return (strays, stale);
    }

    /// <param name="place">In the memory, or behind it.</param>
    /// <param name="old">Which of what was unmapped is meant instead.</param>
    private (ulong Iova, Expected Expected) Expect(ulong place, int? old, int? away, TimeSpan now)
    {
        if (Buffers.Memory.HpaOf(place) is not { } hpa)
        {
            return (place & 0xfff, default); // The first page is never handed out.
        }

        var buffer = (int)((hpa - Buffers.Memory.Frames) >> Buffers.Shift);
        var offset = (hpa - Buffers.Memory.Frames) & (Buffers.Size - 1);
        if (old is { } number)
        {
            return ExpectOld(Buffers.Old[number], offset, now);
        }

        if (buffer == away)
        {
            return ExpectOld(Buffers.Old[^1], offset, now);
        }

        var iova = Buffers.IovaOf(buffer) + offset;
        return (iova, new Expected(hpa, IsHit: _hits?.Access(iova) == true));
    }

    private (ulong Iova, Expected Expected) ExpectOld(OldMapping old, ulong offset, TimeSpan now)
    {
        var (iova, hpa) = (old.Iova + offset, old.Hpa + offset);
        var expected = old.State switch
        {
            OldMappingState.Queued when _hits!.Holds(iova) => new Expected(hpa, IsOld: true, IsHit: true),
            OldMappingState.Unknown when now - old.Since < ExpectedFlushes.Longest =>
                new Expected(hpa, IsOld: true, MayFault: true),
            _ => new Expected(null, IsOld: true),
        };
        return (iova, expected);
    }

    private void AdvanceTo(TimeSpan now)
    {
        if (_flushes?.AdvanceTo(now) == true)
        {
            Flushed();
        }
    }

    private void Flushed()
    {
        Buffers.Flushed();
        _hits!.InvalidateAll();
    }

    private readonly record struct Expected(
        ulong? Hpa, bool IsOld = false, bool IsHit = false, bool MayFault = false);
}
