using System.Runtime;
using System.Runtime.InteropServices;

namespace FleetSim.Load.Results;

/// <summary>What a run ran on. No host name and no path: a result may be shown to anyone.</summary>
/// <param name="Os">Such as <c>Debian GNU/Linux 13 (trixie)</c>.</param>
/// <param name="Processor">Model, such as <c>AMD EPYC 9B14</c>; empty if unknown.</param>
/// <param name="Processors">How many the process may use.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.1</c>.</param>
/// <param name="Gc">Mode of the garbage collector, such as <c>workstation, non-concurrent</c>.</param>
public sealed record RunMachine(
    string Os, string Architecture, string Processor, int Processors, string Runtime, string Gc)
{
    public static RunMachine Here() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
        Model(),
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription,
        (GCSettings.IsServerGC ? "server" : "workstation")
            + (GCSettings.LatencyMode == GCLatencyMode.Batch ? ", non-concurrent" : ", concurrent"));

    private static string Model()
    {
        const string field = "model name";
        try
        {
            return OperatingSystem.IsLinux()
                && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))
                    is { } line
                    ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                    : "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
