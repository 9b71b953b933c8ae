namespace FleetSim.Grains.Calls;

/// <summary>The key under which a call carries the trace it belongs to.</summary>
internal static class TraceContext
{
    public const string Key = "fleetsim.traceparent";
}
