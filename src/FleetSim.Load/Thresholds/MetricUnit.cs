namespace FleetSim.Load.Thresholds;

/// <summary>What a metric counts, and with it how a threshold writes its bound.</summary>
public enum MetricUnit
{
    /// <summary>A bare number: <c>violations == 0</c>.</summary>
    Count,

    /// <summary>
    /// Percent, or a bare number from 0 to 1: <c>storm.late &lt;= 1%</c>. The metric's value is 0 to 1.
    /// </summary>
    Share,

    /// <summary>A duration: <c>claim.latency.p99 &lt; 10ms</c>. The metric's value is in seconds.</summary>
    Seconds,

    /// <summary>A rate: <c>storm.rate &gt; 1500/s</c>. The metric's value is per second.</summary>
    PerSecond,
}
