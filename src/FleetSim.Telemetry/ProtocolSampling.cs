using System.Diagnostics;

namespace FleetSim.Telemetry;

/// <summary>Which protocols are traced, decided before a span is asked for.</summary>
/// <remarks>A sampler of the SDK decides later: the root of a trace that it drops is made all the same, with its ids, and
/// costs a batch as much as all metrics do.</remarks>
public static class ProtocolSampling
{
    /// <summary>Of protocols, unless <c>OTEL_TRACES_SAMPLER</c> says otherwise: a storm makes thousands a
    /// second.</summary>
    private const double Share = 0.01;

    private static readonly bool IsLeftToSampler =
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_TRACES_SAMPLER"));

    /// <summary>Whether to ask for the span of the protocol that begins now. Inside of somebody's activity it is always
    /// asked for: whether that one is sampled, the sampler knows.</summary>
    public static bool Asks() =>
        IsLeftToSampler || Random.Shared.NextDouble() < Share || Activity.Current is not null;
}
