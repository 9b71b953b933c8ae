using FleetSim.Load.Models;
using FleetSim.Load.Quantities;
using FleetSim.Load.Simulations;

namespace FleetSim.Load.Tests.Simulations;

/// <summary>Stages of a load as load frameworks take them: whole numbers, by interval.</summary>
public sealed class SimulationPlanTests
{
    private static readonly TimeSpan Run = TimeSpan.FromSeconds(10);

    public static TheoryData<string, string, SimulationKind, int, double> OneStage => new()
    {
        { "constant", "64", SimulationKind.KeepConstant, 64, 0 },
        { "ramp-constant", "0..64", SimulationKind.RampingConstant, 64, 0 },
        { "inject", "2000/s", SimulationKind.Inject, 100, 50 },
        { "inject", "50/s", SimulationKind.Inject, 4, 80 }, // At 60 ms it would be one operation more than asked for.
        { "ramp-inject", "0/s..500/s", SimulationKind.RampingInject, 25, 50 },
    };

    [Theory]
    [MemberData(nameof(OneStage))]
    public void Of_OneStage_IsOneSimulation(
        string key, string value, SimulationKind kind, int copies, double intervalMs)
    {
        var plan = Assert.Single(Of(LoadStage.Parse(key, value)));

        Assert.Equal(new PlannedSimulation(kind, copies, TimeSpan.FromMilliseconds(intervalMs), Run), plan);
    }

    [Theory]
    [InlineData("2000/s", 20_000)]
    [InlineData("120/min", 20)]
    [InlineData("1.5/s", 15)]
    [InlineData("33.3/s", 333)]
    [InlineData("0.2/s", 2)]
    [InlineData("733/s", 7_330)]
    [InlineData("1000000/s", 10_000_000)]
    public void Of_AnyRate_StartsWhatTheRateExpectsToTheOperation(string rate, long operations)
    {
        var plan = Assert.Single(Of(LoadStage.Parse("inject", rate)));

        Assert.Equal(operations, plan.Planned);
    }

    [Fact]
    public void Of_StagesWithAPause_AreOneAfterTheOther()
    {
        var second = TimeSpan.FromSeconds(1);

        var plan = Of(
            LoadStage.Users(4, 4, second),
            LoadStage.Users(4, 8, second),
            LoadStage.Pause(second),
            LoadStage.Users(2, 2));

        Assert.Equal(
            [
                (SimulationKind.KeepConstant, 4, second), (SimulationKind.RampingConstant, 8, second),
                (SimulationKind.Pause, 0, second), (SimulationKind.KeepConstant, 2, 7 * second),
            ],
            plan.Select(one => (one.Kind, one.Copies, one.During)));
    }

    /// <summary>Frameworks begin a ramp at nothing, or where they are: any other is a stair.</summary>
    [Fact]
    public void Of_RampFromElsewhere_IsAStairOfSeconds()
    {
        var plan = Of(LoadStage.Inject(new Rate(400), new Rate(100), TimeSpan.FromSeconds(3.5)));

        Assert.All(plan, one => Assert.Equal(SimulationKind.Inject, one.Kind));
        Assert.Equal([(1, 357), (1, 271), (1.5, 246)], plan.Select(one => (one.During.TotalSeconds, one.Planned)));
    }

    [Fact]
    public void Of_UsersThatBecomeFewer_AreAStairOfSeconds()
    {
        var plan = Of(LoadStage.Users(10, 0, TimeSpan.FromSeconds(5)));

        Assert.All(plan, one => Assert.Equal(SimulationKind.KeepConstant, one.Kind));
        Assert.Equal([9, 7, 5, 3, 1], plan.Select(one => one.Copies));
    }

    [Fact]
    public void Of_LessThanAnOperation_IsRefused()
    {
        var problem = Assert.Throws<LoadFormatException>(() => Of(LoadStage.Parse("inject", "0.01/s")));

        Assert.Equal(
            "a rate of 0.01/s for 10 s cannot be told in whole operations an interval (nearest: 1 instead of 0.1)",
            problem.Message);
    }

    [Fact]
    public void Of_RampWithoutAWholeOperation_IsRefused()
    {
        var problem = Assert.Throws<LoadFormatException>(() => Of(LoadStage.Parse("ramp-inject", "0/s..0.3/s")));

        Assert.Equal("a ramp to 0.3/s: no whole operation starts in a second", problem.Message);
    }

    /// <summary>A number is drawn every second, by the framework as by our own runner.</summary>
    [Fact]
    public void Of_RandomRate_IsDrawnEverySecond()
    {
        var plan = Assert.Single(Of(LoadStage.Parse("inject-random", "20/s..50.2/s")));

        Assert.Equal(
            new PlannedSimulation(SimulationKind.InjectRandom, 50, TimeSpan.FromSeconds(1), Run, CopiesMin: 20), plan);
    }

    [Fact]
    public void Of_StageBelowASecond_IsRefused()
    {
        var problem = Assert.Throws<LoadFormatException>(() =>
            Of(LoadStage.Pause(TimeSpan.FromMilliseconds(20)), LoadStage.Users(1, 1)));

        Assert.Equal("a stage of 0.02 s is too short; a second is the shortest here", problem.Message);
    }

    private static IReadOnlyList<PlannedSimulation> Of(params LoadStage[] stages) =>
        SimulationPlan.Of(LoadProfile.Of(stages), stages is [{ Length: { } length }] ? length : Run);
}
