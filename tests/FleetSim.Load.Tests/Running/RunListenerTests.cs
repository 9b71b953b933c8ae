using System.Text;
using FleetSim.Load.Models;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using HdrHistogram;

namespace FleetSim.Load.Tests.Running;

public sealed class RunListenerTests
{
    [Fact]
    public void Seconds_OfARun_AreToldOnceInOrderWithTheResultSoFar()
    {
        var listener = new Notes();
        using var run = new FakeRun().Start(Plan(2500), listener);

        run.Advance(1099);
        Assert.Empty(listener.Lines); // A moment of grace: an answer may still be on its way to the first second.
        run.Advance(1401);

        Assert.Equal(["w 0: 100", "all 1: 100", "w 1: 100", "all 2: 200", "w 2: 50"], listener.Lines);
        Assert.Equal(250, run.Result.Operations);
    }

    [Fact]
    public async Task Listener_Throws_EndsTheRunWithItsException()
    {
        using var run = new FakeRun().Start(Plan(60_000), new Notes { Fails = new IOException("no space left") });

        run.Advance(1200);

        var error = await Assert.ThrowsAsync<IOException>(() => run.Completion);
        Assert.Equal("no space left", error.Message);
    }

    [Fact]
    public void HistogramLog_OfARun_IsReadByTheLibraryAndAddsUp()
    {
        using var file = new MemoryStream();
        using var run = new FakeRun();
        using (var log = new HistogramLog(file, DateTimeOffset.UnixEpoch.AddDays(20_000)))
        {
            run.Start(FakeRun.Plan(2500, Workload(_ => run.AnswerAfter(3))), log);
            run.Advance(2510);
        }

        var text = Encoding.UTF8.GetString(file.ToArray());
        var histograms = HistogramsOf(text);
        var latency = histograms.Where(one => one.Tag == "w").ToList();
        Assert.StartsWith("#[Histogram log format version 1.3]\n#[StartTime: 1728000000.000 (seconds", text);
        Assert.Contains("\nTag=w,1728000001.000,1.000,3.000,HISTFAAAA", text);
        Assert.Equal(250, run.Result.Operations);
        Assert.Equal(250, latency.Sum(one => one.TotalCount));
        Assert.All(latency, one => Assert.InRange(one.GetValueAtPercentile(50), 2_998_000, 3_002_000)); // Nanoseconds.
        Assert.Equal(250, histograms.Where(one => one.Tag == "w.service").Sum(one => one.TotalCount));
    }

    [Fact]
    public void Series_EachSecond_HasItsOwnPercentiles()
    {
        using var run = new FakeRun();
        run.Start(FakeRun.Plan(2000, Workload(context =>
            run.AnswerAfter(context.Index >= 100 && context.Index % 10 == 0 ? 9 : 2))));

        run.Advance(2020);

        var series = run.Result.Workloads["w"].Series;
        Assert.Equal([0.002, 0.009], Rounded(series.LatencyP99));
        Assert.Equal([0.002, 0.002], Rounded(series.LatencyP50).Take(2));
    }

    /// <summary>The library's own reader, which wants the library's own encoding of letters.</summary>
    private static List<HistogramBase> HistogramsOf(string text)
    {
        var bytes = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray();
        using var reader = new HistogramLogReader(new MemoryStream(bytes));
        return [.. reader.ReadHistograms()];
    }

    private static IEnumerable<double> Rounded(IEnumerable<double> seconds) => seconds.Select(one => Math.Round(one, 3));

    private static LoadPlan Plan(double measuredMs) =>
        FakeRun.Plan(measuredMs, Workload(_ => new ValueTask<Outcome>(Outcome.Ok)));

    private static Workload Workload(Operation operation) =>
        new("w", LoadProfile.Of(LoadStage.Parse("inject", "100/s"), Pacing.Uniform), operation);

    private sealed class Notes : IRunListener
    {
        public List<string> Lines { get; } = [];

        public Exception? Fails { get; init; }

        public void SecondOver(string name, RecordedSecond second) =>
            Lines.Add($"{name} {second.Number}: {second.Latency.Count}");

        public void AllOver(int seconds, Func<LoadResult> soFar)
        {
            if (Fails is not null)
            {
                throw Fails;
            }

            Lines.Add($"all {seconds}: {soFar().Operations}");
        }
    }
}
