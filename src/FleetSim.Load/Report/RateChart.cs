using FleetSim.Load.Capacity;

namespace FleetSim.Load.Report;

/// <summary>Draws percentiles of latency against the planned rate; both axes are logarithmic.</summary>
internal static class RateChart
{
    private static readonly (string Name, Func<CapacityProbe, double> Of)[] Percentiles =
        [("p50", probe => probe.P50), ("p99", probe => probe.P99), ("p99.9", probe => probe.P999)];

    public static void Draw(Markup page, RateSection section)
    {
        if (section.Probes.Count == 0)
        {
            page.Element("p", "Nothing was measured.", ("class", "note"));
            return;
        }

        var colours = SeriesColours.Of([.. Percentiles.Select(_ => Tone.Neutral)]);
        SeriesColours.Legend(page, Percentiles.Select((percentile, i) => (percentile.Name, colours[i])));

        var plot = new Plot(page, 320);
        plot.Begin(section.Title);
        var latency = new LogAxis(section.Probes.SelectMany(probe => Percentiles.Select(one => one.Of(probe))));
        foreach (var tick in latency.Ticks)
        {
            plot.HorizontalLine(latency.Place(tick), Figures.Duration(tick));
        }

        var rates = new LogAxis(section.Probes.Select(probe => probe.Rate));
        foreach (var tick in rates.Ticks)
        {
            plot.HorizontalLabel(rates.Place(tick), Figures.Number(tick) + "/s");
        }

        var byRate = section.Probes.GroupBy(probe => probe.Rate).OrderBy(group => group.Key).ToArray();
        for (var i = 0; i < Percentiles.Length; i++)
        {
            var of = Percentiles[i].Of;
            var line = byRate.Select(group => At(group.Key, Median(group.Select(of)))).Select(Coordinates);
            page.Empty("path", ("d", "M" + string.Join('L', line)), ("class", $"line {colours[i]}"));
            foreach (var probe in section.Probes)
            {
                Point(page, At(probe.Rate, of(probe)), colours[i], probe.Held);
            }
        }

        Tooltips(plot, [.. byRate.Select(group => rates.Place(group.Key))], [.. byRate.Select(Told)]);
        plot.HorizontalName("planned rate; where a point is hollow, the conditions did not hold");
        plot.End();

        (double X, double Y) At(double rate, double seconds) =>
            (Plot.X(rates.Place(rate)), plot.Y(latency.Place(seconds)));
    }

    private static string Coordinates((double X, double Y) point) => $"{Markup.At(point.X)} {Markup.At(point.Y)}";

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static void Point(Markup page, (double X, double Y) at, string colour, bool held) => page.Empty(
        "circle",
        ("cx", Markup.At(at.X)),
        ("cy", Markup.At(at.Y)),
        ("r", "3.5"),
        ("class", $"{(held ? "point" : "hollow")} {colour}"));

    private static string Told(IGrouping<double, CapacityProbe> probes) => string.Join('\n', probes.Select(probe =>
        $"{Figures.Number(probe.Rate)}/s planned, {Figures.Number(probe.Achieved)}/s answered: "
        + $"{(probe.Held ? "held" : "did not hold")}, "
        + string.Join(", ", Percentiles.Select(one => $"{one.Name} {Figures.Duration(one.Of(probe))}"))));

    private static void Tooltips(Plot plot, double[] places, string[] texts)
    {
        for (var i = 0; i < places.Length; i++)
        {
            var from = i == 0 ? 0 : (places[i - 1] + places[i]) / 2;
            var to = i == places.Length - 1 ? 1 : (places[i] + places[i + 1]) / 2;
            plot.Tooltip(from, to, texts[i]);
        }
    }
}
