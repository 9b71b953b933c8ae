namespace FleetSim.Load.Randomness;

/// <summary>The SplitMix64 generator: spreads a seed over 64 bits, and seeds the larger generator.</summary>
/// <remarks>Source: Sebastiano Vigna, splitmix64.c, 2015, public domain.</remarks>
internal static class SplitMix64
{
    public static ulong Next(ref ulong state) => Mix(state += 0x9e3779b97f4a7c15);

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
