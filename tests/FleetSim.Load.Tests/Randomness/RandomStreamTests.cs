using CsCheck;
using FleetSim.Load.Randomness;

namespace FleetSim.Load.Tests.Randomness;

public sealed class RandomStreamTests
{
    /// <summary>The published vectors of SplitMix64 with seed 0, through which the state is filled.</summary>
    [Fact]
    public void SplitMix64_SeedZero_IsThePublishedSequence()
    {
        ulong state = 0;

        Assert.Equal(0xe220a8397b1dcdafUL, SplitMix64.Next(ref state));
        Assert.Equal(0x6e789e6aa1b965f4UL, SplitMix64.Next(ref state));
        Assert.Equal(0x06c45d188009454fUL, SplitMix64.Next(ref state));
    }

    [Fact]
    public void NextBits_SeedZero_IsTheSameForEver()
    {
        var random = new RandomStream(0);

        // From the published C code, seeded the same way.
        ulong[] expected = [0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0];
        Assert.Equal(expected, Enumerable.Range(0, 3).Select(_ => random.NextBits()));
    }

    [Fact]
    public void Of_OtherSeedNameOrIndex_IsAnotherStream()
    {
        Gen.Select(Gen.ULong, Gen.String[0, 10], Gen.Long).Sample((seed, name, index) =>
        {
            var first = RandomStream.Of(seed, name, index).NextBits();

            Assert.Equal(first, RandomStream.Of(seed, name, index).NextBits());
            Assert.NotEqual(first, RandomStream.Of(seed ^ 1, name, index).NextBits());
            Assert.NotEqual(first, RandomStream.Of(seed, name + "a", index).NextBits());
            Assert.NotEqual(first, RandomStream.Of(seed, name, index ^ 1).NextBits());
        });
    }

    [Fact]
    public void NextInt_AnyBound_IsInside()
    {
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue]).Sample((seed, bound) =>
            Assert.InRange(new RandomStream(seed).NextInt(bound), 0, bound - 1));
    }

    [Fact]
    public void NextInt64_BoundThatDoesNotDivide_HasNoBias()
    {
        // Two thirds of 2^63: a draw without rejection would hit the lower half twice as often as the upper.
        const long bound = (long)(2.0 / 3 * (1L << 62)) * 2;
        var random = new RandomStream(7);

        var low = Enumerable.Range(0, 100_000).Count(_ => random.NextInt64(bound) < bound / 2);

        Assert.InRange(low, 50_000 - 800, 50_000 + 800); // Five standard deviations.
    }

    [Fact]
    public void NextInt_BoundNotPositive_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1).NextInt(0));
    }

    [Fact]
    public void NextExponential_ManyDraws_HasMeanAndVarianceOne()
    {
        var random = new RandomStream(3);
        var draws = Enumerable.Range(0, 200_000).Select(_ => random.NextExponential()).ToArray();
        var mean = draws.Average();

        Assert.InRange(mean, 1 - 0.012, 1 + 0.012);
        Assert.InRange(draws.Average(x => (x - mean) * (x - mean)), 1 - 0.032, 1 + 0.032);
    }

    [Theory]
    [InlineData(10, 1.0)]
    [InlineData(10, 0.5)]
    [InlineData(100, 1.2)]
    [InlineData(1, 2.0)]
    public void Zipf_ManyDraws_FollowTheLaw(int count, double exponent)
    {
        const int draws = 200_000;
        var sampler = new ZipfSampler(count, exponent);
        var random = new RandomStream(11);
        var hits = new int[count];
        for (var i = 0; i < draws; i++)
        {
            hits[sampler.Next(random)]++;
        }

        var weights = Enumerable.Range(1, count).Select(rank => Math.Pow(rank, -exponent)).ToArray();
        for (var rank = 0; rank < count; rank++)
        {
            var share = weights[rank] / weights.Sum();
            var error = 5 * Math.Sqrt(draws * share * (1 - share));
            Assert.InRange(hits[rank], (draws * share) - error, (draws * share) + error);
        }
    }
}
