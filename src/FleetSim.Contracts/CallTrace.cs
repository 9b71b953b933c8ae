using System.Diagnostics;

namespace FleetSim.Contracts;

/// <summary>The trace that a call to a grain belongs to, if it is sampled. It travels in Orleans' request
/// context.</summary>
public static class CallTrace
{
    private const string Key = "fleetsim.traceparent";

    /// <summary>The span that the current call was made in; null for a call that no trace looks at.</summary>
    public static string? Parent => RequestContext.Get(Key) as string;

    /// <summary>Calls made from here on are children of a span, if it is sampled.</summary>
    public static void Continue(Activity? span)
    {
        if (span is { Recorded: true, Id: { } id })
        {
            RequestContext.Set(Key, id);
        }
    }
}
