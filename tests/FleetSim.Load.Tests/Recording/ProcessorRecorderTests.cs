using FleetSim.Load.Comparing;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;

namespace FleetSim.Load.Tests.Recording;

public sealed class ProcessorRecorderTests
{
    private double _process;
    private double _machine;

    [Fact]
    public void Result_OfAMeasurement_HasTheProcessesShareAndThatOfOthers()
    {
        var recorder = new ProcessorRecorder(Read);
        Sample(recorder, -0.5, process: 7, machine: 9); // The warm-up is no part of it.
        Sample(recorder, 0, process: 10, machine: 20);
        Sample(recorder, 0.5, process: 10.2, machine: 20.5);
        Sample(recorder, 1, process: 10.5, machine: 21);
        Sample(recorder, 2, process: 11.5, machine: 22.5);
        (_process, _machine) = (12, 23);
        recorder.End(TimeSpan.FromSeconds(2.5));
        Sample(recorder, 3, process: 99, machine: 99); // Nor is the drain.

        var result = recorder.Result()!;

        Assert.Equal(2, result.Seconds, 9);
        Assert.Equal(0.6, result.BusyShare!.Value, 9); // 3 of the 5 seconds that two processors have.
        Assert.Equal(0.2, result.OthersShare!.Value, 9);
        Assert.Equal([0.5, 1.0], result.PerSecond);
    }

    [Fact]
    public void Result_OfSecondsThatWereMissed_SharesWhatWasUsed()
    {
        var recorder = new ProcessorRecorder(Read);
        Sample(recorder, 0, process: 0, machine: 0);
        (_process, _machine) = (3, 4);
        recorder.End(TimeSpan.FromSeconds(3));

        Assert.Equal([1.0, 1.0, 1.0], recorder.Result()!.PerSecond);
    }

    [Fact]
    public void Result_OfASimulatedTimeOrAWarmupThatNeverEnded_IsNone()
    {
        var simulated = new ProcessorRecorder(null);
        simulated.Sample(TimeSpan.Zero);
        simulated.End(TimeSpan.FromSeconds(1));
        var early = new ProcessorRecorder(Read);
        early.End(TimeSpan.FromSeconds(-1));

        Assert.Null(simulated.Result());
        Assert.Null(early.Result());
    }

    /// <summary>Busy are 100 + 20 + 30 + 5 + 5 + 40 hundredths; idle, waiting for a disk and guests are not added.</summary>
    [Fact]
    public void Parse_OfTheKernelsText_AddsWhatIsWork()
    {
        var (busy, processors) = ProcessorReading.Parse(
        [
            "cpu  100 20 30 900 70 5 5 40 11 12",
            "cpu0 50 10 15 450 35 2 3 20 5 6",
            "cpu1 50 10 15 450 35 3 2 20 6 6",
        ]);

        Assert.Equal((TimeSpan.FromSeconds(2), 2), (busy!.Value, processors));
    }

    [Theory]
    [InlineData("cpu  1 2 3")]
    [InlineData("cpu  1 2 3 4 5 6 x 8")]
    [InlineData("")]
    public void Parse_OfAnotherText_IsUnknown(string line)
    {
        Assert.Null(ProcessorReading.Parse([line, "cpu0 1"]).Busy);
    }

    [Fact]
    public void Blocks_OfFortyFiveSeconds_AreFifteenOfThree()
    {
        long[] answers = [.. Enumerable.Range(0, 50).Select(second => second < 45 ? 2L : 1_000)];
        double[] means = [.. Enumerable.Range(0, 50).Select(second => second % 3 == 0 ? 0.4 : 0.1)];
        var series = new WorkloadSeries(new Dictionary<string, IReadOnlyList<long>> { ["ok"] = answers }, means, means, means, means);

        var blocks = SeriesBlocks.Of(series, measuredSeconds: 45.5);

        Assert.Equal((3, 15), (blocks.Seconds, blocks.Operations.Count));
        Assert.All(blocks.Operations, count => Assert.Equal(6, count));
        Assert.All(blocks.LatencyMean, mean => Assert.Equal(0.2, mean, 12));
        Assert.Equal(Enumerable.Repeat(3.0, 15), SeriesBlocks.Sums([.. Enumerable.Repeat(1.0, 45)], 45.5));
        Assert.Empty(SeriesBlocks.Sums([1, 1], 45.5));
    }

    private void Sample(ProcessorRecorder recorder, double at, double process, double machine)
    {
        (_process, _machine) = (process, machine);
        recorder.Sample(TimeSpan.FromSeconds(at));
    }

    private ProcessorReading Read() =>
        new(TimeSpan.FromSeconds(_process), TimeSpan.FromSeconds(_machine), Processors: 2);
}
