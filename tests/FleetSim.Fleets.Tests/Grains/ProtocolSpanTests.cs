using System.Diagnostics;
using FleetSim.Contracts.Declarations;
using FleetSim.Fleets.Grains;
using FleetSim.Telemetry;

namespace FleetSim.Fleets.Tests.Grains;

/// <summary>The span around a protocol is its own, and not that of whoever asked.</summary>
public sealed class ProtocolSpanTests
{
    private const string Name = "protocol-span-test";

    [Fact]
    public async Task Around_Sampled_IsOverWhenTheCallIsAndTheCallerWasNeverInside()
    {
        var stopped = new List<string>();
        using var listener = Listening(stopped);
        using var outside = new Activity("outside").Start();
        var answer = new TaskCompletionSource<int>();

        var call = ProtocolSpan.Around(Name, "grain", 1, default, async (_, _, _) => await answer.Task);

        Assert.Same(outside, Activity.Current);
        Assert.Empty(stopped);
        answer.SetResult(2);
        Assert.Equal(2, await call);
        Assert.Same(outside, Activity.Current);
        Assert.Equal([Name], stopped);
    }

    [Fact]
    public async Task Around_SampledTwice_AreTwoSpansOfTheSameParent()
    {
        var parents = new List<ActivitySpanId>();
        using var listener = Listening([], parents);
        using var outside = new Activity("outside").Start();

        await ProtocolSpan.Around(Name, "grain", 1, default, Answer);
        await ProtocolSpan.Around(Name, "grain", 2, default, Answer);

        Assert.Equal([outside.SpanId, outside.SpanId], parents);
    }

    /// <summary>Of 5,000 protocols 50 are traced; 20 or 100 of them would be four deviations away.</summary>
    [Fact]
    public async Task Around_NobodysActivity_AsksForOneSpanInAHundred()
    {
        var stopped = new List<string>();
        using var listener = Listening(stopped);
        Activity.Current = null;

        for (var call = 0; call < 5000; call++)
        {
            await ProtocolSpan.Around(Name, "grain", call, default, Answer);
        }

        Assert.InRange(stopped.Count, 20, 100);
    }

    private static async ValueTask<int> Answer(string grain, int call, FleetGeneration fleet)
    {
        await Task.Yield();
        return call;
    }

    private static ActivityListener Listening(List<string> stopped, List<ActivitySpanId>? parents = null)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.ActivitySourceName,
            Sample = (ref options) => options.Name == Name
                ? ActivitySamplingResult.AllDataAndRecorded
                : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.OperationName == Name)
                {
                    stopped.Add(span.OperationName);
                    parents?.Add(span.ParentSpanId);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
