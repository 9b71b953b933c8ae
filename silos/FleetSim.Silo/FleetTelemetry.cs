using System.Collections.Frozen;
using FleetSim.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FleetSim.Silo;

/// <summary>Which meters and sources are exported, and where to.</summary>
public static class FleetTelemetry
{
    /// <summary>What Orleans counts at every call, though nothing of it says how the cluster is: half of what its meter
    /// costs. Lookups that go further than the cache are counted by others, which stay.</summary>
    public static FrozenSet<string> CountedAtEveryCall { get; } =
    [
        "orleans-directory-lookups-local-issued",
        "orleans-directory-lookups-local-successes",
        "orleans-directory-lookups-cache-issued",
        "orleans-directory-lookups-cache-successes",
    ];

    /// <summary>Sub-millisecond buckets, in seconds, for readers without exponential histograms.</summary>
    private static readonly double[] DurationBuckets =
    [
        0.000_005, 0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05,
        0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ];

    /// <summary>
    /// OTLP when the standard <c>OTEL_EXPORTER_OTLP_*</c> variables say where to; Prometheus when the silo serves HTTP;
    /// nothing, at no cost, when neither asks.
    /// </summary>
    internal static void AddFleetTelemetry(this WebApplicationBuilder builder, bool prometheus)
    {
        var metricsOut = IsSet("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");
        var tracesOut = IsSet("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        if (!metricsOut && !tracesOut && !prometheus)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("fleetsim"))
            .WithMetrics(metrics =>
            {
                metrics.AddFleetMeters(prometheus);
                if (metricsOut)
                {
                    metrics.AddOtlpExporter();
                }

                if (prometheus)
                {
                    metrics.AddPrometheusExporter();
                }
            });
        if (tracesOut)
        {
            telemetry.WithTracing(traces => traces.AddFleetSpans().AddOtlpExporter());
        }
    }

    /// <summary>Our meter, Orleans' own without what it counts at every call, and the runtime's, whoever reads
    /// them.</summary>
    /// <param name="explicitBuckets">The reader knows no exponential histograms.</param>
    public static MeterProviderBuilder AddFleetMeters(this MeterProviderBuilder metrics, bool explicitBuckets) => metrics
        .AddMeter(TelemetryNames.Meter, "Microsoft.Orleans")
        .AddRuntimeInstrumentation()
        .AddView(instrument => Stream(instrument.Name, explicitBuckets));

    /// <summary>Our spans, of the protocols that <see cref="ProtocolSampling"/> lets through.</summary>
    public static TracerProviderBuilder AddFleetSpans(this TracerProviderBuilder traces) =>
        traces.AddSource(TelemetryNames.ActivitySourceName);

    /// <summary>The endpoint of one signal, or the one for all.</summary>
    private static bool IsSet(string endpoint) =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(endpoint))
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    /// <summary>How an instrument is collected; null for as the SDK does it.</summary>
    private static MetricStreamConfiguration? Stream(string instrument, bool explicitBuckets)
    {
        if (CountedAtEveryCall.Contains(instrument))
        {
            return MetricStreamConfiguration.Drop;
        }

        if (!instrument.StartsWith("fleetsim.", StringComparison.Ordinal)
            || !instrument.EndsWith(".duration", StringComparison.Ordinal))
        {
            return null;
        }

        return explicitBuckets
            ? new ExplicitBucketHistogramConfiguration { Boundaries = DurationBuckets }
            : new Base2ExponentialBucketHistogramConfiguration();
    }
}
