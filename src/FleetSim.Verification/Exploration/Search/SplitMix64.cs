namespace FleetSim.Verification.Exploration.Search;

/// <summary>The random choices of walks: the same for the same seed, on every machine.</summary>
/// <remarks>Source: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators (2014).</remarks>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to below <paramref name="bound"/>; for small bounds near enough to even.</summary>
    public int Below(int bound)
    {
        _state += 0x9e3779b97f4a7c15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (int)((z ^ (z >> 31)) % (ulong)bound);
    }
}
