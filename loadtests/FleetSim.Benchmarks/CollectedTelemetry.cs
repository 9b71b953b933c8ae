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
    /// <summary>Six times as often as OTLP does it.</summary>
    private const int CollectedEveryMs = 10_000;

    private readonly Counting<Metric> _metrics = new();
    private readonly Counting<Activity> _spans = new();
    private readonly MeterProvider _meters;
    private readonly TracerProvider _tracers;

    public CollectedTelemetry()
    {
        _meters = Sdk.CreateMeterProviderBuilder()
            .AddFleetMeters(explicitBuckets: false)
            .AddReader(new PeriodicExportingMetricReader(_metrics, CollectedEveryMs))
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

    /// <summary>Spans that were collected so far.</summary>
    public long Spans => _spans.Count;

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

        public long Count { get; private set; }

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var one in batch)
            {
                Names.Add(one switch { Metric metric => metric.Name, Activity span => span.DisplayName, _ => "" });
                Count++;
            }

            return ExportResult.Success;
        }
    }
}
