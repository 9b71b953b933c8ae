using System.Collections.Concurrent;
using System.Diagnostics;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model.Domains;
using FleetSim.Model.Protocols;
using FleetSim.Telemetry;

namespace FleetSim.Grains.Tests.Calls;

/// <summary>A sampled trace shows a protocol as a tree of spans, and with it that calls go one way only.</summary>
public sealed class TraceTests(MainlineSilo silo)
{
    private static readonly string[] Levels = ["IHostGrain", "IDeviceGrain", "IIommuGroupGrain", "IIommuUnitGrain"];

    [Fact]
    public async Task Plug_Sampled_IsOneTraceOfHostDeviceGroupAndUnit()
    {
        var host = silo.Growing();
        using var trace = new RecordedTrace();
        var number = host.Template.Groups.Length;

        await host.Call(HostCall.Plug(host.Slot("slot 4").Functions));

        Assert.Equal(
            [
                "plug",
                $"  IHostGrain Plug 0000:04:00.0 @ {host.Key}",
                $"    IDeviceGrain Appear 0000:04:00.0 @ {host.Key}/0000:04:00.0",
                $"      IIommuGroupGrain Join 0000:04:00.0 @ {host.Key}/{number}",
                $"        IIommuUnitGrain group {number}: 04:00.0 -> default @ {host.Key}/dmar1",
                $"      IIommuGroupGrain Bind 0000:04:00.0 igb @ {host.Key}/{number}",
            ],
            trace.Tree());
    }

    /// <summary>Host, device, group, unit: that is the lock order, so no call goes up or stays on its level.</summary>
    [Fact]
    public async Task AnyCall_Sampled_GoesDownTheOrderOnly()
    {
        var host = silo.Nested();
        var vm = new OwnerCookie(0x701);
        using var trace = new RecordedTrace();

        foreach (var slot in host.Template.Slots)
        {
            await host.Call(slot.PresentAtBoot ? HostCall.Unplug(slot.Tops) : HostCall.Plug(slot.Functions));
        }

        await host.Call(HostCall.Remove(host.Slot("slot 3").Functions[0].Address));
        await host.Call(HostCall.Rescan());
        foreach (var device in host.Template.Endpoints.Select(endpoint => endpoint.ToString()))
        {
            await host.Call(device, DeviceCall.AttachGroup(Domain.Private(9)));
            await host.Call(device, DeviceCall.SetOverride("vfio-pci"));
            await host.Call(device, DeviceCall.Unbind());
            await host.Call(device, DeviceCall.Bind("vfio-pci"));
            await host.Call(device, DeviceCall.Claim(vm));
            await host.Call(device, DeviceCall.Release(vm));
        }

        var calls = trace.Calls();
        Assert.Equal(4, calls.Select(call => call.Level).Distinct().Count());
        Assert.All(calls, call => Assert.True(
            call.LevelAbove < call.Level, $"a grain of level {call.LevelAbove} called {call.Name}"));
    }

    [Fact]
    public async Task Refusal_Sampled_IsNoErrorOfItsSpan()
    {
        var host = silo.Nested();
        using var trace = new RecordedTrace();

        await host.Call(host.GroupOf("0000:01:00.0"), GroupCall.ClaimGroup(new OwnerCookie(0x702)));

        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(trace.Spans).Status);
    }

    /// <summary>Everything the fleet's source records below one root of ours, whatever else is going on.</summary>
    private sealed class RecordedTrace : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _stopped = new();
        private readonly ActivityListener _listener;
        private readonly Activity _root;

        public RecordedTrace()
        {
            _root = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == TelemetryNames.ActivitySourceName,
                Sample = (ref options) => options.TraceId == _root.TraceId
                    ? ActivitySamplingResult.AllDataAndRecorded
                    : ActivitySamplingResult.None,
                ActivityStopped = span =>
                {
                    if (span.TraceId == _root.TraceId)
                    {
                        _stopped.Enqueue(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        /// <summary>The span of the protocol, which the caller opens.</summary>
        public Activity Protocol => _stopped.First(span => span.ParentSpanId == _root.SpanId);

        /// <summary>The spans of the grains it crossed.</summary>
        public IReadOnlyList<Activity> Spans =>
            [.. _stopped.Where(span => span.Kind == ActivityKind.Server).OrderBy(span => span.StartTimeUtc)];

        /// <summary>One line a span, indented below the one that called it.</summary>
        public IEnumerable<string> Tree() => [Protocol.OperationName, .. Below(Protocol.SpanId, "  ")];

        public IReadOnlyList<(string Name, int LevelAbove, int Level)> Calls()
        {
            var byId = Spans.ToDictionary(span => span.SpanId);
            return [.. Spans.Select(span => (
                span.OperationName,
                byId.TryGetValue(span.ParentSpanId, out var above) ? LevelOf(above) : -1,
                LevelOf(span)))];
        }

        public void Dispose()
        {
            _listener.Dispose();
            _root.Dispose();
        }

        private static int LevelOf(Activity span) => Array.IndexOf(Levels, span.OperationName.Split(' ')[0]);

        private IEnumerable<string> Below(ActivitySpanId above, string indent)
        {
            foreach (var span in Spans.Where(span => span.ParentSpanId == above))
            {
                var grain = span.OperationName.Split(' ')[0];
                yield return $"{indent}{grain} {span.GetTagItem("fleetsim.call")} @ {span.GetTagItem("fleetsim.grain")}";
                foreach (var line in Below(span.SpanId, indent + "  "))
                {
                    yield return line;
                }
            }
        }
    }
}
