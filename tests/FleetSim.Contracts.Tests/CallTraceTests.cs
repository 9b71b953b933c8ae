using System.Diagnostics;

namespace FleetSim.Contracts.Tests;

/// <summary>A call carries a trace only while one is being recorded: all others pay nothing for it.</summary>
public sealed class CallTraceTests
{
    [Fact]
    public async Task Continue_NoActivity_CarriesNothing()
    {
        Assert.Null(await CarriedBelow(null));
    }

    [Fact]
    public async Task Continue_ActivityThatIsNotSampled_CarriesNothing()
    {
        using var activity = new Activity("not sampled").Start();

        Assert.Null(await CarriedBelow(activity));
    }

    [Fact]
    public async Task Continue_SampledActivity_CarriesItsIdDownAndNotUp()
    {
        using var activity = new Activity("sampled") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

        Assert.Equal(activity.Id, await CarriedBelow(activity));
        Assert.Null(CallTrace.Parent);
    }

    private static async Task<string?> CarriedBelow(Activity? activity)
    {
        CallTrace.Continue(activity);
        await Task.Yield();
        return CallTrace.Parent;
    }
}
