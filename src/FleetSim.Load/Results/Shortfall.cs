using System.Globalization;

namespace FleetSim.Load.Results;

/// <summary>Says where a run did not put on the load that was planned: its figures are those of another load.</summary>
public static class Shortfall
{
    /// <summary>A busy machine starts a few operations late; more of them are a load of another shape.</summary>
    public const double LateShareMax = 0.01;

    /// <returns>One sentence; null when the workload kept to its plan.</returns>
    public static string? Of(string name, WorkloadResult workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        var late = workload.Late / Math.Max(1.0, workload.Operations);
        if (late <= LateShareMax && workload.Unsent == 0)
        {
            return null;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} did not keep to its plan: of {workload.Operations + workload.Unsent} operations, {workload.Late} "
            + $"started late ({late:P1}) and {workload.Unsent} not at all");
    }

    /// <summary>One sentence for each workload that did not keep to its plan.</summary>
    public static IReadOnlyList<string> Of(LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. result.Workloads.Select(pair => Of(pair.Key, pair.Value)).OfType<string>()];
    }
}
