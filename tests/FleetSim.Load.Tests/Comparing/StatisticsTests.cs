using FleetSim.Load.Comparing;

namespace FleetSim.Load.Tests.Comparing;

/// <summary>The parts that an interval is made of, against values from tables and by hand.</summary>
public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0.025, 1, 12.7062)]
    [InlineData(0.025, 4, 2.7764)]
    [InlineData(0.005, 8, 3.3554)]
    [InlineData(0.0005, 4, 8.6103)]
    [InlineData(0.05, 30, 1.6973)]
    [InlineData(0.025, 1e6, 1.95997)]
    public void Upper_OfStudentsT_IsThatOfTheTables(double probability, double freedom, double value)
    {
        Assert.Equal(value, StudentT.Upper(probability, freedom), 4);
    }

    [Fact]
    public void TrimmedSample_OfTenWithTwoDisturbed_LeavesThemOut()
    {
        double[] values = [1, 1, 1, 1, 1, 1, 1, 1, 50, 100];

        var all = TrimmedSample.Of(values, 0);
        var trimmed = TrimmedSample.Of(values, 2);

        Assert.Equal((10, Math.Log(5000) / 10), (all.Kept, Math.Round(all.Mean, 12)), Nearly);
        Assert.Equal(new TrimmedSample(6, 0, 0), trimmed);
    }

    /// <summary>Two runs a side, logarithms 0 and 0.2 against 0.1 and 0.3: squares 0.02 + 0.02, difference 0.1.</summary>
    [Fact]
    public void RatioEstimate_OfFourRuns_IsTheOneReckonedByHand()
    {
        double[] before = [1, Math.Exp(0.2)];
        double[] after = [Math.Exp(0.1), Math.Exp(0.3)];

        var interval = RatioEstimate.Of(before, after, expected: 0.1, session: 0, machine: 0, error: 0.01);

        // Moderated: (8 * 0.01 + 0.04) / 10 with 10 degrees. Observed: 0.04 / 2 with 2. The wider one holds.
        var moderated = StudentT.Upper(0.01, 10) * Math.Sqrt(0.12 / 10);
        var observed = StudentT.Upper(0.01, 2) * Math.Sqrt(0.04 / 2);
        Assert.True(observed > moderated);
        Assert.Equal(Math.Exp(0.1), interval.Ratio, 12);
        Assert.Equal(Math.Exp(0.1 - observed), interval.Low, 9);
        Assert.Equal(Math.Exp(0.1 + observed), interval.High, 9);
    }

    [Fact]
    public void RatioEstimate_OfSingleRuns_IsAsWideAsExpectedAndNotZero()
    {
        var interval = RatioEstimate.Of([2], [2], expected: 0.05, session: 0.01, machine: 0.02, error: 0.005);

        var run = StudentT.Upper(0.005, 8) * 0.05 * Math.Sqrt(2);
        var session = StudentT.Upper(0.005, 1e6) * 0.01 * Math.Sqrt(2);
        Assert.Equal(1, interval.Ratio);
        Assert.Equal(Math.Exp(Math.Sqrt((run * run) + (session * session)) + 0.02), interval.High, 9);
        Assert.Equal((StudentT.Upper(0.025, 1e6) * 0.01 * Math.Sqrt(2)) + 0.02, interval.Fixed, 12);
        Assert.InRange(interval.Noise, 0.02, interval.High - 1);
    }

    /// <summary>One run of five met a neighbour and took twice as long: the others are still told apart.</summary>
    [Fact]
    public void RatioEstimate_OfFiveRunsOneOfThemDisturbed_DoesWithoutIt()
    {
        double[] before = [1.00, 1.01, 0.99, 1.00, 2.00];
        double[] after = [1.20, 1.21, 1.19, 1.20, 1.20];

        var interval = RatioEstimate.Of(before, after, expected: 0.01, session: 0.01, machine: 0, error: 0.005);

        Assert.InRange(interval.Ratio, 1.19, 1.21);
        Assert.InRange(interval.Low, 1.1, 1.2);
        Assert.InRange(interval.High, 1.2, 1.3);
    }

    [Fact]
    public void BlockNoise_OfARampThatBothHave_IsNone()
    {
        Assert.Equal(0, BlockNoise.StandardError([[1, 2, 3, 4, 5], [2, 4, 6, 8, 10]]), 12);
    }

    [Fact]
    public void BlockNoise_OfTooFewBlocksOrNone_IsWhatIsAssumedOfAShortRun()
    {
        Assert.Equal(0.05, BlockNoise.StandardError([[1, 2, 3], [1, 2, 3]]));
        Assert.Equal(0.05, BlockNoise.StandardError([[], []]));
        Assert.Equal(0.05, BlockNoise.StandardError([[1, 2, 3, 0, 5], [1, 2, 3, 4, 5]]));
    }

    /// <summary>Eight values up, eight down: the same spread as up and down in turns, and far fewer facts.</summary>
    [Fact]
    public void BlockNoise_OfCorrelatedBlocks_IsGreaterThanOfIndependentOnes()
    {
        double[] steady = [.. Enumerable.Repeat(1.0, 16)];
        double[] turns = [.. Enumerable.Range(0, 16).Select(block => block % 2 == 0 ? 1.0 : 1.1)];
        double[] halves = [.. Enumerable.Range(0, 16).Select(block => block < 8 ? 1.0 : 1.1)];

        var independent = BlockNoise.StandardError([steady, turns]);
        var correlated = BlockNoise.StandardError([steady, halves]);

        Assert.Equal(3.0, correlated / independent, 9); // (1 + 0.8) / (1 - 0.8) against 1: the bound on correlation.
    }

    private static bool Nearly((int Kept, double Mean) one, (int Kept, double Mean) other) =>
        one.Kept == other.Kept && Math.Abs(one.Mean - other.Mean) < 1e-9;
}
