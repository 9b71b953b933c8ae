using System.Diagnostics;
using FleetSim.Silo;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FleetSim.Benchmarks;

/// <summary>All metrics and the sampled traces of this process, collected as a silo collects them and sent
/// nowhere.</summary>
/// <remarks>Meters and sources belong to the whole process: as long as one of these lives, telemetry is on.</remarks>
public sealed class CollectedTelemetry : IDisposable
{
    /// <summary>How often metrics are collected: six times as often as OTLP does it.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Counting<Metric> _metrics = new();
    private readonly Counting<Activity> _spans = new();
    private readonly MeterProvider _meters;
    private readonly TracerProvider _tracers;

    public CollectedTelemetry()
    {
        _meters = Sdk.CreateMeterProviderBuilder()
            .AddFleetMeters(explicitBuckets: false)
            .AddReader(new PeriodicExportingMetricReader(_metrics, (int)Interval.TotalMilliseconds))
            .Build();
        _tracers = Sdk.CreateTracerProviderBuilder()
            .AddFleetSpans()
            .AddProcessor(new BatchActivityExportProcessor(_spans))
            .Build();
    }

    /// <summary>Names of the metrics that were collected so far.</summary>
    public IReadOnlySet<string> Metrics => _metrics.Names;

    /// <summary>Names of the spans that were collected so far.</summary>
    public IReadOnlySet<string> SpanNames => _spans.Names;

    /// <summary>Collects what there is now.</summary>
    public void Collect()
    {
        _meters.ForceFlush();
        _tracers.ForceFlush();
    }

    public void Dispose()
    {
        _meters.Dispose();
        _tracers.Dispose();
    }

    private sealed class Counting<T> : BaseExporter<T>
        where T : class
    {
        public HashSet<string> Names { get; } = [];

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var one in batch)
            {
                Names.Add(one switch { Metric metric => metric.Name, Activity span => span.DisplayName, _ => "" });
            }

            return ExportResult.Success;
        }
    }
}
