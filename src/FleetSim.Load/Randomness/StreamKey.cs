namespace FleetSim.Load.Randomness;

/// <summary>
/// A seed and a name, from which numbered streams are derived that have nothing to do with each other.
/// </summary>
/// <remarks>
/// A stream depends on its seed, name and index alone: adding a workload, or running one operation more, changes
/// no draw of any other.
/// </remarks>
public readonly struct StreamKey
{
    private readonly ulong _key;

    private StreamKey(ulong key) => _key = key;

    public static StreamKey Of(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var state = seed;
        var key = SplitMix64.Next(ref state);
        foreach (var letter in name)
        {
            key = SplitMix64.Mix((key ^ letter) + 0x9e3779b97f4a7c15);
        }

        return new StreamKey(key);
    }

    public RandomStream At(long index)
    {
        var state = (ulong)index;
        return new RandomStream(_key ^ SplitMix64.Next(ref state));
    }
}
