using System.Numerics;

namespace FleetSim.Load.Randomness;

/// <summary>A seeded stream of random numbers: xoshiro256**, the same on every machine and .NET version.</summary>
/// <remarks>
/// Own code, because the numbers of a seeded <see cref="System.Random"/> may change between versions of .NET.
/// One caller at a time. Source: Blackman and Vigna, xoshiro256starstar.c, 2018, public domain.
/// </remarks>
public sealed class RandomStream
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public RandomStream(ulong seed)
    {
        _a = SplitMix64.Next(ref seed);
        _b = SplitMix64.Next(ref seed);
        _c = SplitMix64.Next(ref seed);
        _d = SplitMix64.Next(ref seed);
    }

    /// <summary>The stream of one seed, name and index; see <see cref="StreamKey"/> to derive many.</summary>
    public static RandomStream Of(ulong seed, string name, long index) => StreamKey.Of(seed, name).At(index);

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>), without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt(int bound) => (int)NextInt64(bound);

    /// <inheritdoc cref="NextInt"/>
    /// <remarks>Source: Lemire, Fast random integer generation in an interval, 2019.</remarks>
    public long NextInt64(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (ulong)bound;
        var high = Math.BigMul(NextBits(), range, out var low);
        if (low < range)
        {
            // Drop the draws that would make some results likelier than others.
            var threshold = (0 - range) % range;
            while (low < threshold)
            {
                high = Math.BigMul(NextBits(), range, out low);
            }
        }

        return (long)high;
    }

    /// <summary>Uniform in [0, 1), 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Exponential with mean 1: the gap between the arrivals of a Poisson process of rate 1.</summary>
    public double NextExponential() => -Math.Log(1.0 - NextDouble());

    /// <summary>True with the given probability, 0 to 1.</summary>
    public bool NextChance(double probability) => NextDouble() < probability;
}
