using CsCheck;
using FleetSim.Load.Models;
using FleetSim.Load.Randomness;

namespace FleetSim.Load.Tests.Models;

public sealed class ArrivalScheduleTests
{
    [Fact]
    public void Of_Seed42_IsTheSameForEver()
    {
        var arrivals = Arrivals(42, "storm", "2000/s", seconds: 1).Take(5).Select(at => at.Ticks);

        Assert.Equal([1194L, 4241, 6652, 10951, 13278], arrivals);
    }

    [Fact]
    public void Of_SameSeed_IsTheSameAndAnotherSeedOrNameIsNot()
    {
        Gen.Select(Gen.ULong, Gen.String[1, 20]).Sample((seed, name) =>
        {
            var first = Arrivals(seed, name, "5000/s", seconds: 1).ToArray();

            Assert.Equal(first, Arrivals(seed, name, "5000/s", seconds: 1));
            Assert.NotEqual(first, Arrivals(seed + 1, name, "5000/s", seconds: 1));
            Assert.NotEqual(first, Arrivals(seed, name + "x", "5000/s", seconds: 1));
        }, iter: 20);
    }

    [Fact]
    public void Of_AnyLoad_IsOrderedAndInsideTheRun()
    {
        var rates = Gen.Double[0.01, 5000];
        Gen.Select(Gen.ULong, rates, rates, Gen.Double[0.001, 3], Gen.Bool).Sample((seed, from, to, seconds, uniform) =>
        {
            var stage = LoadStage.Inject(new(from), new(to));
            var length = TimeSpan.FromSeconds(seconds);
            var pacing = uniform ? Pacing.Uniform : Pacing.Poisson;
            var arrivals = ArrivalSchedule.Of(seed, "w", LoadProfile.Of(stage).Over(length), pacing).ToArray();

            Assert.Equal(arrivals.Order(), arrivals);
            Assert.All(arrivals, at => Assert.InRange(at.Ticks, 0, length.Ticks - 1));
        }, iter: 200);
    }

    [Fact]
    public void Poisson_CountOverManySeeds_HasMeanAndVarianceOfTheRate()
    {
        var counts = Enumerable.Range(0, 4000)
            .Select(seed => (double)Arrivals((ulong)seed, "w", "100/s", seconds: 1).Count())
            .ToArray();
        var mean = counts.Average();
        var variance = counts.Sum(count => (count - mean) * (count - mean)) / (counts.Length - 1);

        // Five standard errors: 10/sqrt(4000) for the mean, 100*sqrt(2/3999) for the variance.
        Assert.InRange(mean, 100 - 0.8, 100 + 0.8);
        Assert.InRange(variance, 100 - 11.2, 100 + 11.2);
    }

    [Theory]
    [InlineData("1000/s", 2, 2000)]
    [InlineData("7/min", 60, 7)]
    [InlineData("0.1/s", 30, 3)]
    public void Uniform_ConstantRate_HasRateTimesDurationArrivals(string rate, double seconds, int expected)
    {
        var curve = LoadProfile.Of(LoadStage.Parse("inject", rate)).Over(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, ArrivalSchedule.Of(1, "w", curve, Pacing.Uniform).Count());
    }

    [Fact]
    public void Uniform_Ramp_CountsAreTheIntegralOfTheRate()
    {
        var curve = LoadProfile.Of(LoadStage.Parse("ramp-inject", "0/s..500/s")).Over(TimeSpan.FromSeconds(10));
        var arrivals = ArrivalSchedule.Of(1, "w", curve, Pacing.Uniform).ToArray();

        // From 0 to t: 25 t^2.
        Assert.Equal(2500, arrivals.Length);
        for (var second = 1; second <= 10; second++)
        {
            Assert.Equal(25 * second * second, arrivals.Count(at => at < TimeSpan.FromSeconds(second)));
        }
    }

    [Fact]
    public void Uniform_StagesWithAPause_NothingArrivesInIt()
    {
        var profile = LoadProfile.Of(
        [
            LoadStage.Parse("inject", "10/s", TimeSpan.FromSeconds(1)),
            LoadStage.Parse("pause", "1s"),
            LoadStage.Parse("inject", "5/s"),
        ]);

        var arrivals = ArrivalSchedule.Of(1, "w", profile.Over(TimeSpan.FromSeconds(3)), Pacing.Uniform)
            .Select(at => at.TotalSeconds);

        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 2, 2.2, 2.4, 2.6, 2.8], arrivals);
    }

    [Fact]
    public void Of_AHundredMillionArrivals_IsLazy()
    {
        var curve = LoadProfile.Of(LoadStage.Parse("inject", "10000000/s")).Over(TimeSpan.FromHours(24));

        Assert.Equal(1000, ArrivalSchedule.Of(1, "w", curve, Pacing.Poisson).Take(1000).Count());
    }

    private static IEnumerable<TimeSpan> Arrivals(ulong seed, string name, string rate, double seconds) =>
        ArrivalSchedule.Of(
            seed,
            name,
            LoadProfile.Of(LoadStage.Parse("inject", rate)).Over(TimeSpan.FromSeconds(seconds)),
            Pacing.Poisson);

    [Fact]
    public void InjectRandom_EverySecond_HasARateOfItsOwnInRange()
    {
        var profile = LoadProfile.Of(LoadStage.Parse("inject-random", "100/s..500/s"), Pacing.Uniform);

        var curve = profile.Over(TimeSpan.FromSeconds(20.5), RandomStream.Of(7, "w/levels", 0));
        var same = profile.Over(TimeSpan.FromSeconds(20.5), RandomStream.Of(7, "w/levels", 0));
        var arrivals = ArrivalSchedule.Of(7, "w", curve, Pacing.Uniform).ToArray();

        Assert.Equal(21, curve.Segments.Count);
        Assert.Equal(TimeSpan.FromSeconds(0.5), curve.Segments[20].Length);
        Assert.All(curve.Segments, one => Assert.InRange(one.From, 100, 500));
        Assert.Equal(21, curve.Segments.Select(one => one.From).Distinct().Count());
        Assert.Equal(curve.Segments, same.Segments);
        Assert.All(curve.Segments, one => Assert.InRange(
            arrivals.Count(at => one.Start <= at && at < one.End) - one.Area, -1, 1));
    }
}
