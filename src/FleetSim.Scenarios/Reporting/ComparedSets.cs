using FleetSim.Load.Comparing;
using FleetSim.Model;

namespace FleetSim.Scenarios.Reporting;

/// <summary>Two sets of runs that may be compared.</summary>
public sealed class ComparedSets
{
    private readonly IReadOnlyList<ReadResult> _before;
    private readonly IReadOnlyList<ReadResult> _after;

    private ComparedSets(IReadOnlyList<ReadResult> before, IReadOnlyList<ReadResult> after)
    {
        _before = before;
        _after = after;
    }

    public string Scenario => _before[0].Document.Scenario;

    /// <summary>Builds of the base, usually one.</summary>
    public IReadOnlyList<string> BaseBuilds => Distinct(_before, run => run.Build.Version);

    public IReadOnlyList<string> NewBuilds => Distinct(_after, run => run.Build.Version);

    /// <summary>What differs besides the build and may explain a difference; one sentence each.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. Note("policy", run => run.Policy),
        .. Note("seed", run => $"{run.Seed}"),
        .. Note("number of hosts", run => $"{run.Hosts}"),
        .. Note("length in seconds", run => $"{Math.Round(run.MeasuredSeconds)}"),
        .. Note("machine", run => run.Machine is { } machine ? $"{machine.Processors} x {machine.Processor}" : "none"),
        .. Note("runtime", run => run.Machine?.Runtime ?? "any"),
        .. Note("garbage collector", run => run.Machine?.Gc ?? "any"),
    ];

    /// <exception cref="InputException">They are not runs of the same load.</exception>
    public static ComparedSets Of(IReadOnlyList<ReadResult> before, IReadOnlyList<ReadResult> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        foreach (var run in before.Concat(after))
        {
            RequireSame(run, before[0], "scenario", one => one.Document.Scenario);
            RequireSame(run, before[0], "workloads", one => string.Join(", ", Workloads(one)));
            RequireSame(run, before[0], "time", one => one.Compared.Processor is null ? "simulated" : "real");
        }

        foreach (var set in new[] { before, after })
        {
            foreach (var run in set)
            {
                RequireSame(run, set[0], "policy", one => one.Document.Policy);
                RequireSame(run, set[0], "number of hosts", one => $"{one.Document.Hosts}");
            }
        }

        return new ComparedSets(before, after);
    }

    /// <param name="tolerance">As a share: 0.1 for ten percent.</param>
    public ComparisonResult Compare(double tolerance) => RunComparison.Of(
        [.. _before.Select(run => run.Compared)], [.. _after.Select(run => run.Compared)], tolerance);

    private static void RequireSame(ReadResult run, ReadResult first, string what, Func<ReadResult, string> of)
    {
        if (of(run) != of(first))
        {
            throw new InputException(
                $"cannot be compared with {first.File}: {what} {of(run)}, not {of(first)}", new InputPlace(run.File));
        }
    }

    private static IEnumerable<string> Workloads(ReadResult run) => run.Compared.Workloads
        .Where(workload => workload.Value.Load is not null)
        .Select(workload => $"{workload.Key} ({workload.Value.Load.ToString()!.ToLowerInvariant()})")
        .Order(StringComparer.Ordinal);

    private IEnumerable<string> Note(string what, Func<RunDocument, string> of)
    {
        var (before, after) = (Distinct(_before, of), Distinct(_after, of));
        if (!before.SequenceEqual(after))
        {
            yield return $"{what}: {string.Join(", ", before)} before, {string.Join(", ", after)} now";
        }
    }

    private static List<string> Distinct(IReadOnlyList<ReadResult> runs, Func<RunDocument, string> of) =>
        [.. runs.Select(run => of(run.Document)).Distinct().Order(StringComparer.Ordinal)];
}
