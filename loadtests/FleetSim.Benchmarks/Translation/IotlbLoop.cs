using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Requests that the IOTLB answers.</summary>
public sealed class IotlbLoop
{
    private readonly RemappingHardware _hardware;
    private readonly TranslationRequest[] _requests;
    private readonly TranslationResult[] _results;

    /// <param name="pages">Of 4 KiB; as many as the cache holds, at most.</param>
    public IotlbLoop(int pages)
    {
        _hardware = new BareUnit(AddressWidth.Bits48, PhysicalMemory.PageShift, pages).Hardware;
        _requests = RequestStream.Of(PhysicalMemory.PageShift, pages);
        _results = new TranslationResult[_requests.Length];
        Pass();
    }

    /// <summary>Requests of a pass.</summary>
    public int Count => _requests.Length;

    /// <returns>How many the IOTLB answered.</returns>
    public ulong Pass() => (ulong)_hardware.Translate(_requests, _results).Hits;

    /// <summary>Sum of the addresses of the latest pass.</summary>
    public ulong Sum()
    {
        var sum = 0UL;
        foreach (var result in _results)
        {
            sum += result.Address;
        }

        return sum;
    }
}
