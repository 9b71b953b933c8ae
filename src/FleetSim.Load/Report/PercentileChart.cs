using System.Globalization;
using System.Text;

namespace FleetSim.Load.Report;

/// <summary>Draws latency against percentile on an axis of "nines".</summary>
internal static class PercentileChart
{
    public static void Draw(Markup page, PercentileSection section)
    {
        var curves = section.Curves.Where(curve => curve.Points.Count > 0).ToArray();
        if (curves.Length == 0)
        {
            page.Element("p", "Nothing was measured.", ("class", "note"));
            return;
        }

        var colours = SeriesColours.Of([.. curves.Select(_ => Tone.Neutral)]);
        SeriesColours.Legend(page, curves.Select((curve, i) => (curve.Name, colours[i])));

        var plot = new Plot(page, 320);
        plot.Begin(section.Title);
        var nines = Math.Max(1, curves.Max(curve => Nines(curve.Points[^1].Percentile)));
        var latency = Vertical(plot, curves);
        foreach (var percentile in Marks(nines))
        {
            plot.HorizontalLabel(Nines(percentile) / nines, Label(percentile));
        }

        for (var i = 0; i < curves.Length; i++)
        {
            var points = curves[i].Points.Select(
                point => (X: Plot.X(Nines(point.Percentile) / nines), Y: plot.Y(latency.Place(point.Seconds))));
            var path = string.Join('L', points.Select(point => $"{Markup.At(point.X)} {Markup.At(point.Y)}"));
            page.Empty("path", ("d", "M" + path), ("class", $"line {colours[i]}"));
        }

        Tooltips(plot, curves, nines);
        plot.HorizontalName("percentile of operations");
        plot.End();
    }

    /// <summary>90 % is 1, 99 % is 2, 99.9 % is 3.</summary>
    private static double Nines(double percentile) => -Math.Log10(1 - (percentile / 100));

    private static LogAxis Vertical(Plot plot, PercentileCurve[] curves)
    {
        var axis = new LogAxis(curves.SelectMany(curve => curve.Points).Select(point => point.Seconds));
        foreach (var tick in axis.Minor)
        {
            plot.HorizontalLine(axis.Place(tick), "", minor: true);
        }

        foreach (var tick in axis.Ticks)
        {
            plot.HorizontalLine(axis.Place(tick), Figures.Duration(tick));
        }

        return axis;
    }

    private static IEnumerable<double> Marks(double nines)
    {
        double[] all = [0, 50, 90, 99, 99.9, 99.99, 99.999, 99.9999, 99.99999];
        return all.Where(percentile => Nines(percentile) <= nines + 1e-6);
    }

    private static string Label(double percentile) =>
        percentile.ToString("0.#####", CultureInfo.InvariantCulture) + " %";

    private static void Tooltips(Plot plot, PercentileCurve[] curves, double nines)
    {
        var longest = curves.MaxBy(curve => curve.Points.Count)!.Points;
        for (var i = 0; i < longest.Count; i++)
        {
            var percentile = longest[i].Percentile;
            var text = new StringBuilder(Label(percentile));
            foreach (var curve in curves.Where(curve => i < curve.Points.Count))
            {
                text.Append('\n').Append(curve.Name).Append(": ").Append(Figures.Duration(curve.Points[i].Seconds));
            }

            var next = i + 1 < longest.Count ? Nines(longest[i + 1].Percentile) : nines;
            plot.Tooltip(Nines(percentile) / nines, next / nines, text.ToString());
        }
    }
}
