using FleetSim.Model;

namespace FleetSim.Telemetry;

/// <summary>How an answer is named on metrics and in reports: <c>ok</c>, or the errno.</summary>
public static class OutcomeName
{
    private static readonly Dictionary<Errno, string> Names =
        Enum.GetValues<Errno>().ToDictionary(errno => errno, errno => errno == Errno.None ? "ok" : errno.ToString());

    public static string Of(Errno errno) => Names.TryGetValue(errno, out var name) ? name : "other";
}
