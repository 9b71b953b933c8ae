using FleetSim.Load.Engines;
using FleetSim.Load.Models;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Tests.Engines;

/// <summary>Operations that another engine starts: they see and record what they do in our own runner.</summary>
public sealed class ForeignLoadTests
{
    [Fact]
    public async Task Execute_MeasuredOperations_DrawWhatTheirNumberInTheWorkloadSays()
    {
        var drawn = await Drawn(warmups: 0);
        var afterWarmup = await Drawn(warmups: 3);

        Assert.Equal(5, drawn.Distinct().Count());
        Assert.Equal(drawn, afterWarmup);
    }

    [Fact]
    public async Task End_Outcomes_AreRecordedWithoutTheWarmup()
    {
        var measuring = 0;
        var load = Load(context => new(context.Index == 2 ? Outcome.Refused("EPERM") : Outcome.Ok), () => measuring++);

        await load.Workloads[0].Execute(measured: false);
        Assert.Equal(0, measuring);
        for (var i = 0; i < 4; i++)
        {
            await load.Workloads[0].Execute(measured: true);
        }

        var result = await load.End();
        Assert.Equal(1, measuring);
        Assert.Equal(4, result.Workloads["w"].Operations);
        Assert.Equal(
            [("EPERM", 1L), ("ok", 3L)], result.Workloads["w"].Outcomes.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(1, result.MeasuredSeconds);
        Assert.False(result.Aborted);
    }

    [Fact]
    public async Task Execute_OperationThrows_IsAFailureWithTheNameOfTheException()
    {
        var load = Load(_ => throw new TimeoutException("too slow"), () => { });

        var outcome = await load.Workloads[0].Execute(measured: true);

        var result = (await load.End()).Workloads["w"];
        Assert.Equal(Outcome.Failure("TimeoutException"), outcome);
        Assert.Equal((1, "too slow"), (result.Failures, result.Errors["TimeoutException"]));
    }

    [Fact]
    public async Task Hold_OfAnOperation_TakesItsTimeAndIsNotPartOfItsLatency()
    {
        var hold = TimeSpan.FromMilliseconds(200);
        var load = Load(Holding(hold), () => { });
        var watch = System.Diagnostics.Stopwatch.StartNew();

        await load.Workloads[0].Execute(measured: true);

        Assert.True(watch.Elapsed >= hold);
        Assert.True((await load.End()).Workloads["w"].Latency.Max < hold.TotalSeconds);
    }

    [Fact]
    public async Task Abort_WhileAnOperationHolds_EndsItAndTellsTheEngine()
    {
        using var abort = new CancellationTokenSource();
        var load = Load(Holding(TimeSpan.FromHours(1)), () => { }, abort.Token);
        var holding = load.Workloads[0].Execute(measured: true);

        await abort.CancelAsync();

        Assert.Equal(Outcome.Aborted, await holding);
        Assert.True(load.Workloads[0].Aborted);
        Assert.True((await load.End()).Aborted);
    }

    [Fact]
    public async Task End_OfAPlanThatMeasuresTheLiveHeap_TellsItsGrowth()
    {
        var load = new ForeignLoad(
            Plan(Holding(TimeSpan.FromSeconds(1.05))) with { MeasuresLiveHeap = true },
            [],
            () => { },
            TestContext.Current.CancellationToken);
        await load.Workloads[0].Execute(measured: true);

        var memory = (await load.End()).Memory!;

        Assert.True(memory.LiveBefore > 0, $"{memory}");
        Assert.NotNull(memory.Growth);
    }

    private static Operation Holding(TimeSpan hold) => async context =>
    {
        await context.Hold(hold);
        return Outcome.Ok;
    };

    private static async Task<List<long>> Drawn(int warmups)
    {
        var drawn = new List<long>();
        var load = Load(
            context =>
            {
                var number = context.Random.NextInt64(long.MaxValue);
                if (context.Measured)
                {
                    drawn.Add(number);
                }

                return new(Outcome.Ok);
            },
            () => { });
        for (var i = 0; i < warmups + 5; i++)
        {
            await load.Workloads[0].Execute(measured: i >= warmups);
        }

        await load.End();
        return drawn;
    }

    private static ForeignLoad Load(Operation operation, Action measuring, CancellationToken? abort = null) =>
        new(Plan(operation), [], measuring, abort ?? TestContext.Current.CancellationToken);

    private static LoadPlan Plan(Operation operation) => new()
    {
        Seed = 7,
        Duration = TimeSpan.FromSeconds(1),
        Workloads = [new Workload("w", LoadProfile.Of(LoadStage.Users(1, 1)), operation)],
    };
}
