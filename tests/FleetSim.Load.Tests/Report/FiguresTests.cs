using FleetSim.Load.Report;

namespace FleetSim.Load.Tests.Report;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.0000005, "500 ns")]
    [InlineData(0.000012, "12 µs")]
    [InlineData(0.00125, "1.25 ms")]
    [InlineData(0.0009999, "1 ms")]
    [InlineData(0.3014, "301 ms")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(60, "1 min")]
    public void Duration_EachSize_HasThreeDigitsAndAUnit(double seconds, string text)
    {
        Assert.Equal(text, Figures.Duration(seconds));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0123, "0.0123")]
    [InlineData(1.5, "1.5")]
    [InlineData(12.34, "12.3")]
    [InlineData(1234567, "1,234,567")]
    public void Number_EachSize_IsReadable(double value, string text)
    {
        Assert.Equal(text, Figures.Number(value));
    }

    [Fact]
    public void LinearAxis_AnyMaximum_HasRoundStepsThatCoverIt()
    {
        Assert.Equal([0, 500, 1000, 1500, 2000, 2500], new LinearAxis(2100).Ticks);
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1], new LinearAxis(1).Ticks.Select(tick => Math.Round(tick, 9)));
        Assert.Equal(1.0, new LinearAxis(0).Max);
    }

    [Fact]
    public void LogAxis_WideAndNarrow_HasDecadesOrFineSteps()
    {
        var wide = new LogAxis([2e-5, 3e-2]).Ticks.Select(tick => Math.Round(tick, 9));
        var narrow = new LogAxis([0.0015, 0.004]).Ticks.Select(tick => Math.Round(tick, 9));

        Assert.Equal([1e-5, 1e-4, 1e-3, 1e-2, 1e-1], wide);
        Assert.Equal([0.001, 0.002, 0.005], narrow);
    }
}
