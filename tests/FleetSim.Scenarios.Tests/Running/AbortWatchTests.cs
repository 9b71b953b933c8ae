using FleetSim.Load.Report;

namespace FleetSim.Scenarios.Tests.Running;

public sealed class AbortWatchTests
{
    [Fact]
    public async Task Missed_AfterItsDelay_EndsTheRunAndSaysWhy()
    {
        var result = await Busy.Run(Busy.Scenario(
            duration: "20s", more: "thresholds: [ { threshold: storm.ok == 0, abort-after: 3s } ]"));

        Assert.True(result.Load.Aborted);
        Assert.InRange(result.Load.MeasuredSeconds, 3, 3.2);
        Assert.Equal(
            [
                "the threshold storm.ok == 0 was missed",
                "the threshold storm.ok == 0 was missed 3 s into the measurement, which ended the run",
            ],
            result.Reasons);
        Assert.NotNull(result.Audit);
    }

    [Fact]
    public async Task Missed_BeforeItsDelay_GoesOn()
    {
        var result = await Busy.Run(Busy.Scenario(
            duration: "3s", more: "thresholds: [ { threshold: operations > 2000, abort-after: 2s } ]"));

        Assert.False(result.Load.Aborted);
        Assert.True(result.Passed, string.Join("; ", result.Reasons));
        Assert.Equal("3 s", Figures.Duration(result.Load.MeasuredSeconds));
    }

    [Fact]
    public async Task Held_ToTheEnd_IsAPass()
    {
        var result = await Busy.Run(Busy.Scenario(
            duration: "3s", more: "thresholds: [ { threshold: violations == 0, abort-after: 0s } ]"));

        Assert.Empty(result.Reasons);
    }
}
