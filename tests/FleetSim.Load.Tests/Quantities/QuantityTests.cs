using FleetSim.Load.Quantities;
using FleetSim.Load.Randomness;

namespace FleetSim.Load.Tests.Quantities;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("2000/s", 2000.0)]
    [InlineData("120/min", 2.0)]
    [InlineData("36/h", 0.01)]
    [InlineData("0/s", 0.0)]
    [InlineData("2.5/s", 2.5)]
    [InlineData("10000000/s", 1e7)]
    public void Rate_Valid_IsPerSecond(string text, double perSecond)
    {
        Assert.Equal(perSecond, Rate.Parse(text).PerSecond);
    }

    [Theory]
    [InlineData("2000", "'2000' has no unit; expected a rate such as 2000/s or 120/min")]
    [InlineData("2000/ms", "'2000/ms' has the unknown unit '/ms'; expected a rate such as 2000/s or 120/min")]
    [InlineData("-1/s", "'-1/s' is negative; expected a rate such as 2000/s or 120/min")]
    [InlineData("NaN/s", "'NaN/s' does not start with a number; expected a rate such as 2000/s or 120/min")]
    [InlineData("1e9/s", "'1e9/s' has the unknown unit 'e9/s'; expected a rate such as 2000/s or 120/min")]
    [InlineData("", "'' does not start with a number; expected a rate such as 2000/s or 120/min")]
    [InlineData("1.2.3/s", "'1.2.3/s' does not start with a number; expected a rate such as 2000/s or 120/min")]
    [InlineData(".5/s", "'.5/s' does not start with a number; expected a rate such as 2000/s or 120/min")]
    [InlineData("10000001/s", "'10000001/s' is above the largest rate of 10000000/s")]
    public void Rate_Invalid_IsOneSentence(string text, string sentence)
    {
        Assert.Equal(sentence, Assert.Throws<LoadFormatException>(() => Rate.Parse(text)).Message);
    }

    [Fact]
    public void Rate_NumberOfAThousandDigits_IsRefused()
    {
        Assert.Throws<LoadFormatException>(() => Rate.Parse(new string('9', 1000) + "/s"));
    }

    [Theory]
    [InlineData("500us", 5_000)]
    [InlineData("1ms", 10_000)]
    [InlineData("1.5ms", 15_000)]
    [InlineData("30s", 300_000_000)]
    [InlineData("2m", 1_200_000_000)]
    [InlineData("1h", 36_000_000_000)]
    [InlineData("30 s", 300_000_000)]
    public void Duration_Valid_IsExact(string text, long ticks)
    {
        Assert.Equal(ticks, DurationText.Parse(text).Ticks);
    }

    [Theory]
    [InlineData("30", "'30' has no unit")]
    [InlineData("30S", "'30S' has the unknown unit 'S'")]
    [InlineData("-1s", "'-1s' is negative")]
    [InlineData("0s", "'0s' is no time at all")]
    [InlineData("0.01us", "'0.01us' is no time at all")]
    [InlineData("s", "'s' does not start with a number")]
    [InlineData("721h", "'721h' is longer than the longest duration of 30 days")]
    public void Duration_Invalid_IsOneSentence(string text, string sentence)
    {
        Assert.StartsWith(sentence, Assert.Throws<LoadFormatException>(() => DurationText.Parse(text)).Message);
    }

    [Fact]
    public void DurationRange_Draw_StaysInsideAndReachesBothEnds()
    {
        var range = new DurationRange(TimeSpan.FromTicks(10), TimeSpan.FromTicks(13));
        var random = new RandomStream(1);

        var drawn = Enumerable.Range(0, 1000).Select(_ => range.Draw(random).Ticks).Distinct().Order();

        Assert.Equal([10, 11, 12, 13], drawn);
    }

    [Theory]
    [InlineData("1ms..20ms", 10_000, 200_000)]
    [InlineData("5ms", 50_000, 50_000)]
    [InlineData("0ms..1s", 0, 10_000_000)]
    public void DurationRange_Valid_HasBothEnds(string text, long min, long max)
    {
        Assert.Equal(new DurationRange(TimeSpan.FromTicks(min), TimeSpan.FromTicks(max)), DurationRange.Parse(text));
    }

    [Theory]
    [InlineData("20ms..1ms", "'20ms..1ms' ends before it begins")]
    [InlineData("1..20ms", "'1' has no unit")]
    [InlineData("1ms..", "'' does not start with a number")]
    [InlineData("0s..0s", "'0s' is no time at all")]
    public void DurationRange_Invalid_IsOneSentence(string text, string sentence)
    {
        Assert.StartsWith(sentence, Assert.Throws<LoadFormatException>(() => DurationRange.Parse(text)).Message);
    }

    [Theory]
    [InlineData("1.5", "'1.5' is not a count")]
    [InlineData("256/s", "'256/s' is not a count")]
    [InlineData("-4", "'-4' is negative")]
    [InlineData("1000001", "'1000001' is above the largest count of 1000000")]
    public void Count_Invalid_IsOneSentence(string text, string sentence)
    {
        Assert.StartsWith(sentence, Assert.Throws<LoadFormatException>(() => CountText.Parse(text)).Message);
    }
}
