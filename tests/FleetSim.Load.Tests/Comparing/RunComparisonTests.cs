using FleetSim.Load.Comparing;

namespace FleetSim.Load.Tests.Comparing;

/// <summary>What is judged, which way round, and by how much.</summary>
public sealed class RunComparisonTests
{
    private const string Processor = "processor time an operation";

    private static readonly ComparedRun[] Quiet = [HandMade.Run(), HandMade.Run(), HandMade.Run()];

    [Fact]
    public void Of_TheSameRuns_IsEqualInEveryLineThatDecides()
    {
        var result = Of(Quiet, Quiet);

        Assert.Equal(LineVerdict.Equal, result.Verdict);
        Assert.Equal([], result.Deciding.Where(line => line.Verdict is LineVerdict.Regression or LineVerdict.Better));
        Assert.Equal(LineVerdict.Equal, result.Line("", Processor).Verdict);
        Assert.Equal(LineVerdict.Equal, result.Line("storm", "started of plan").Verdict);
        Assert.Equal(1, result.Line("vms", "rate").Interval!.Value.Ratio, 12);
    }

    [Theory]
    [InlineData(1.2, LineVerdict.Regression)]
    [InlineData(1.09, LineVerdict.Equal)]
    [InlineData(0.8, LineVerdict.Better)]
    public void Of_ProcessorTime_MoreIsWorse(double factor, LineVerdict verdict)
    {
        var result = Of(Quiet, [.. Quiet.Select(_ => HandMade.Run(processor: 10 * factor))]);

        Assert.Equal(verdict, result.Line("", Processor).Verdict);
        Assert.Equal(verdict, result.Verdict);
        Assert.Equal(10.0 / 40_000, result.Line("", Processor).Base, 12);
    }

    [Theory]
    [InlineData(1.2, LineVerdict.Better)]
    [InlineData(1.05, LineVerdict.Equal)]
    [InlineData(0.8, LineVerdict.Regression)]
    public void Of_RateOfUsers_LessIsWorse(double factor, LineVerdict verdict)
    {
        var result = Of(Quiet, [.. Quiet.Select(_ => HandMade.Run(rate: 1_000 * factor))]);

        Assert.Equal(verdict, result.Line("vms", "rate").Verdict);
        Assert.Equal(verdict, result.Verdict);
    }

    [Theory]
    [InlineData("latency p50", 1.25)]
    [InlineData("latency p99", 1.5)]
    public void Of_Latency_MoreIsWorse(string figure, double factor)
    {
        var slow = figure == "latency p50" ? HandMade.Run(p50: 0.001 * factor) : HandMade.Run(p99: 0.01 * factor);

        var result = Of(Quiet, [slow, slow, slow]);

        Assert.Equal(LineVerdict.Regression, result.Line("vms", figure).Verdict);
        Assert.Equal(LineVerdict.Regression, result.Verdict);
    }

    /// <summary>20,000 operations have 20 above the 99.9th percentile.</summary>
    [Fact]
    public void Of_FarTailWithFewOperationsAboveIt_IsToldAndDoesNotDecide()
    {
        var slow = HandMade.Run(p999: 1);

        var result = Of(Quiet, [slow, slow, slow]);

        Assert.Equal(LineVerdict.Told, result.Line("vms", "latency p99.9").Verdict);
        Assert.Equal(10, result.Line("vms", "latency p99.9").Interval!.Value.Ratio, 9);
        Assert.Equal(LineVerdict.Equal, result.Verdict);
    }

    [Fact]
    public void Of_FarTailWithManyOperationsAboveIt_Decides()
    {
        var quick = HandMade.Run(operations: 200_000);
        var slow = HandMade.Run(operations: 200_000, p999: 1);

        var result = Of([quick, quick, quick], [slow, slow, slow]);

        Assert.Equal(LineVerdict.Regression, result.Line("vms", "latency p99.9").Verdict);
    }

    [Fact]
    public void Of_PlanThatIsNotKept_IsARegressionBeyondOnePercent()
    {
        var little = HandMade.Run(unsent: 100);
        var much = HandMade.Run(unsent: 600);

        Assert.Equal(LineVerdict.Equal, Of(Quiet, [little, little, little]).Verdict);
        Assert.Equal(LineVerdict.Regression, Of(Quiet, [much, much, much]).Line("storm", "started of plan").Verdict);
    }

    [Fact]
    public void Of_StartsThatCameLate_AreARegressionBeyondTheTolerance()
    {
        var late = HandMade.Run(late: 4_000);

        var result = Of(Quiet, [late, late, late]);

        Assert.Equal(LineVerdict.Regression, result.Line("storm", "started in time").Verdict);
        Assert.Equal(0.8, result.Line("storm", "started in time").New, 12);
    }

    [Theory]
    [InlineData(0, 1, LineVerdict.Regression)]
    [InlineData(1, 0, LineVerdict.Better)]
    [InlineData(10_000, 10_050, LineVerdict.Equal)]
    [InlineData(1000, 1300, LineVerdict.Regression)]
    [InlineData(10, 12, LineVerdict.TooNoisy)]
    public void Of_Violations_OneWhereThereWasNoneIsARegression(long before, long after, LineVerdict verdict)
    {
        var (b, a) = (HandMade.Run(violations: before), HandMade.Run(violations: after));

        var result = Of([b, b, b], [a, a, a]);

        Assert.Equal(verdict, result.Line("", "violations").Verdict);
        Assert.Equal(LineVerdict.Told, result.Line("", "holes").Verdict);
    }

    [Fact]
    public void Of_RunsThatDifferMoreThanTheTolerance_IsTooNoisyAndSaysHowManyRunsAreEnough()
    {
        ComparedRun[] noisy = [HandMade.Run(processor: 9), HandMade.Run(processor: 10), HandMade.Run(processor: 11.5)];
        ComparedRun[] other = [HandMade.Run(processor: 11.5), HandMade.Run(processor: 10), HandMade.Run(processor: 10)];

        var result = Of(noisy, other);

        Assert.Equal(LineVerdict.TooNoisy, result.Line("", Processor).Verdict);
        Assert.Equal(LineVerdict.TooNoisy, result.Verdict);
        Assert.InRange(result.RunsNeeded!.Value, 5, 40);
    }

    /// <summary>Twelve percent more, with runs that differ as much: neither the same nor a finding.</summary>
    [Fact]
    public void Of_DifferenceAsLargeAsTheNoise_IsTooNoisyAndNeverEqual()
    {
        ComparedRun[] before = [HandMade.Run(processor: 9.4), HandMade.Run(), HandMade.Run(processor: 10.6)];
        ComparedRun[] after = [HandMade.Run(processor: 10.6), HandMade.Run(11.2), HandMade.Run(processor: 11.8)];

        Assert.Equal(LineVerdict.TooNoisy, Of(before, after).Line("", Processor).Verdict);
    }

    /// <summary>Nothing but the neighbour has changed: the rate is lower by as much as it took.</summary>
    [Fact]
    public void Of_NeighbourDuringTheNewRuns_IsNoRegressionOfRateOrLatency()
    {
        var disturbed = HandMade.Run(rate: 600, p50: 0.0016, p99: 0.02, others: 0.5, busy: 1);

        var result = Of(Quiet.Select(_ => HandMade.Run(busy: 1)).ToArray(), [disturbed, disturbed, disturbed]);

        Assert.Equal(LineVerdict.TooNoisy, result.Line("vms", "rate").Verdict);
        Assert.Equal(LineVerdict.TooNoisy, result.Line("vms", "latency p50").Verdict);
        Assert.NotEqual(LineVerdict.Regression, result.Verdict);
    }

    [Fact]
    public void Of_SingleRuns_TellTwentyPercentOfProcessorTime()
    {
        var result = Of([HandMade.Run()], [HandMade.Run(processor: 12)]);

        Assert.Equal(LineVerdict.Regression, result.Line("", Processor).Verdict);
        Assert.Equal(LineVerdict.Equal, Of([HandMade.Run()], [HandMade.Run()]).Verdict);
    }

    [Fact]
    public void Of_SimulatedRuns_AreExact()
    {
        var run = HandMade.Run() with { Processor = null };

        var result = Of([run], [run]);

        Assert.DoesNotContain(result.Lines, line => line.Figure == Processor);
        Assert.All(result.Deciding, line => Assert.Equal(LineVerdict.Equal, line.Verdict));
    }

    /// <summary>The more figures, the wider each one's interval: a hundred chances are not a finding.</summary>
    [Fact]
    public void Of_MoreWorkloads_EachIntervalIsWider()
    {
        var few = HandMade.Run();
        var many = few with
        {
            Workloads = Enumerable.Range(0, 20).ToDictionary(i => i == 0 ? "vms" : $"w{i}", _ => few.Workloads["vms"]),
        };

        var (narrow, wide) = (Of([few], [few]), Of([many], [many]));

        Assert.True(
            wide.Line("vms", "rate").Interval!.Value.High > narrow.Line("vms", "rate").Interval!.Value.High);
        Assert.Equal(
            narrow.Line("", Processor).Interval!.Value.High, wide.Line("", Processor).Interval!.Value.High, 12);
    }

    private static ComparisonResult Of(ComparedRun[] before, ComparedRun[] after) =>
        RunComparison.Of(before, after, tolerance: 0.1);
}
