using System.Runtime.CompilerServices;
using FleetSim.Load.Models;
using FleetSim.Load.Recording;
using FleetSim.Load.Running;
using FleetSim.Load.Tests.Running;

namespace FleetSim.Load.Tests.Recording;

public sealed class MemoryRecorderTests
{
    [Fact]
    public void Result_OfAMeasurement_HasAValueForEachFullSecond()
    {
        var at = 0.0;
        var recorder = new MemoryRecorder(() => new MemoryReading((long)(at * 100), (long)(at * 1000)), null);
        foreach (var second in new[] { -1, 0, 0.5, 1, 1.5, 4.5 })
        {
            at = second;
            recorder.Sample(TimeSpan.FromSeconds(second));
        }

        var result = recorder.Result()!;

        Assert.Equal([100, 450, 450, 450], result.Managed); // Three seconds were missed.
        Assert.Equal([1000, 4500, 4500, 4500], result.Resident);
    }

    [Fact]
    public void Run_ThatMeasuresTheLiveHeap_WeighsItInTheWarmUpAndAfterTheLastAnswer()
    {
        var weighed = new List<double>();
        using var run = new FakeRun
        {
            Memory = () => new MemoryReading(1, 1),
            LiveHeap = elapsed =>
            {
                weighed.Add(elapsed.TotalMilliseconds);
                return weighed.Count == 1 ? 200 : 230;
            },
        };
        run.Start(
            FakeRun.Plan(1000, Workload(_ => run.AnswerAfter(125))) with
            {
                Warmup = TimeSpan.FromSeconds(3),
                MeasuresLiveHeap = true,
            });

        run.Advance(4100);

        Assert.Equal([2000, 4025], weighed); // The last operation starts at 3.9 s.
        Assert.Equal(0.15, run.Result.Memory!.Growth!.Value, 9);
    }

    [Fact]
    public void Run_WithoutAQuestion_CollectsNothing()
    {
        using var run = new FakeRun
        {
            Memory = () => new MemoryReading(1, 1),
            LiveHeap = _ => throw new InvalidOperationException("collected"),
        };
        run.Start(FakeRun.Plan(1000, Workload(_ => run.AnswerAfter(0))));

        run.Advance(1100);

        Assert.Null(run.Result.Memory!.Growth);
    }

    [Fact]
    public void Result_OfASimulatedTimeOrLessThanASecond_IsNone()
    {
        var simulated = new MemoryRecorder(null, null);
        simulated.Sample(TimeSpan.FromSeconds(5));
        var early = new MemoryRecorder(() => default, null);
        early.Sample(TimeSpan.FromSeconds(0.9));

        Assert.Null(simulated.Result());
        Assert.Null(early.Result());
    }

    [Fact]
    public void LiveHeap_OfThisProcess_HasWhatIsKeptAndCollectsWhatIsNot()
    {
        var kept = new byte[64 << 20];
        var garbage = Garbage();

        var live = MemoryReading.LiveHeap();

        Assert.False(garbage.IsAlive);
        Assert.True(live >= kept.Length, $"{live} bytes");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Garbage() => new(new object());

    private static Workload Workload(Operation operation) =>
        new("a", LoadProfile.Of(LoadStage.Parse("inject", "10/s"), Pacing.Uniform), operation);
}
