using FleetSim.Load.Capacity;
using FleetSim.Load.Report;

namespace FleetSim.Scenarios.Capacity;

/// <summary>The page that shows a search for the highest rate: the answer, the curve, every probe.</summary>
public static class CapacityReport
{
    private static readonly TableColumn[] Columns =
    [
        .. new[] { "planned", "answered", "p50", "p99", "p99.9", "max" }.Select(name => new TableColumn(name, Numeric: true)),
        new("held"),
    ];

    public static ReportDocument Of(CapacityDocument found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return new ReportDocument(
            $"{found.Scenario}: capacity",
            $"policy {found.Policy} · seed {found.Seed} · latencies of {found.LatencyOf}",
            new ReportVerdict(found.Capacity is not null, found.Sentence(), [found.NoiseSentence()]),
            [
                new RateSection("Latency against rate", found.Probes),
                new TableSection("Probes", Columns, [.. found.Probes.Select(Row)]),
            ]);
    }

    private static IReadOnlyList<TableCell> Row(CapacityProbe probe) =>
    [
        new(Figures.Number(probe.Rate) + "/s"),
        new(Figures.Number(probe.Achieved) + "/s"),
        new(Figures.Duration(probe.P50)),
        new(Figures.Duration(probe.P99)),
        new(Figures.Duration(probe.P999)),
        new(Figures.Duration(probe.Max)),
        new(probe.Held ? "yes" : "no", probe.Held ? Tone.Good : Tone.Bad),
    ];
}
