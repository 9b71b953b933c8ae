using FleetSim.Load.Capacity;
using FleetSim.Load.Randomness;

namespace FleetSim.Load.Tests.Capacity;

public sealed class CapacitySearchTests
{
    [Theory]
    [InlineData(1000, 7300)]
    [InlineData(100_000, 7300)]
    [InlineData(7300, 7300)]
    [InlineData(1, 3)]
    public async Task Find_ASharpEdge_IsJustBelowIt(double start, double edge)
    {
        var result = await new CapacitySearch(rate => Task.FromResult(Probe(rate, rate <= edge))).Find(start);

        Assert.InRange(result.Rate!.Value, edge / (1 + CapacitySearch.Resolution), edge);
        Assert.True(result.IsBounded);
        Assert.False(result.IsNoisy);
        Assert.Equal(0, result.Noise);
    }

    [Fact]
    public async Task Find_NothingHolds_IsNoRate()
    {
        var result = await new CapacitySearch(rate => Task.FromResult(Probe(rate, held: false))).Find(100);

        Assert.Null(result.Rate);
        Assert.All(result.Probes, probe => Assert.InRange(probe.Rate, 1, 100));
    }

    [Fact]
    public async Task Find_EverythingHolds_IsTheHighestRateThereIs()
    {
        var result = await new CapacitySearch(rate => Task.FromResult(Probe(rate, held: true))).Find(1_000_000);

        Assert.Equal(10_000_000, result.Rate);
        Assert.False(result.IsBounded);
    }

    /// <summary>One probe in ten fails whatever its rate, as on a machine with other work.</summary>
    [Fact]
    public async Task Find_PausesOfTheMachine_StayWithinTheResolutionOrAreCalledNoise()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            var random = RandomStream.Of(seed, "pauses", 0);
            var search = new CapacitySearch(
                rate => Task.FromResult(Probe(rate, rate <= 5000 && !random.NextChance(0.1))));

            var result = await search.Find(1000);

            Assert.True(
                result.IsNoisy || (result.Rate is { } rate && Math.Abs((rate / 5000) - 1) <= 0.1),
                $"seed {seed}: {result.Rate}, noise {result.Noise}");
        }
    }

    [Fact]
    public async Task Find_TheFoundRateFailsTwiceAgain_GoesOnBelowIt()
    {
        var tries = 0;
        var search = new CapacitySearch(rate =>
        {
            var isLucky = rate > 1500 && ++tries == 2; // The second of all that cannot hold does, by luck.
            return Task.FromResult(Probe(rate, rate <= 1500 || isLucky));
        });

        var result = await search.Find(1000);

        Assert.InRange(result.Rate!.Value, 1500 / (1 + CapacitySearch.Resolution), 1500);
        Assert.True(result.IsNoisy);
    }

    /// <summary>One that failed and then held is not tried anew: where that failed, the search would begin again far
    /// below.</summary>
    [Fact]
    public async Task Find_TheRateAboveHoldsInTheEnd_GoesOnFromIt()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            var random = RandomStream.Of(seed, "edge", 0);
            var tried = new List<double>();
            var search = new CapacitySearch(rate =>
            {
                tried.Add(rate);
                return Task.FromResult(Probe(rate, rate < 900 || (rate < 1200 && random.NextChance(0.5))));
            });

            await search.Find(800);

            Assert.True(tried.Min() >= 800, $"seed {seed}: {string.Join(' ', tried)}");
        }
    }

    private static CapacityProbe Probe(double rate, bool held) => new(rate, rate, held, 0.001, 0.002, 0.003, 0.004);
}
