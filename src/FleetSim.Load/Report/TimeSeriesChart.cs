using System.Globalization;
using System.Text;

namespace FleetSim.Load.Report;

/// <summary>Draws stacked areas or lines over time.</summary>
internal static class TimeSeriesChart
{
    /// <summary>More columns than this are narrower than the eye or a pointer can use.</summary>
    private const int ColumnsMax = 240;

    public static void Draw(Markup page, TimeSeriesSection section)
    {
        var seconds = section.Series.Select(series => series.Values.Count).DefaultIfEmpty(0).Max();
        if (seconds == 0)
        {
            page.Element("p", "Nothing was measured.", ("class", "note"));
            return;
        }

        var merged = (int)Math.Ceiling(seconds / (double)ColumnsMax);
        var columns = section.Series.Select(series => Columns(series, seconds, merged)).ToArray();
        var colours = SeriesColours.Of([.. section.Series.Select(series => series.Tone)]);
        SeriesColours.Legend(page, section.Series.Select((series, i) => (series.Name, colours[i])));

        var plot = new Plot(page, 280);
        plot.Begin(section.Title);
        var time = new TimeAxis(seconds);
        foreach (var tick in time.Ticks)
        {
            plot.HorizontalLabel(time.Place(tick), time.Label(tick), line: false);
        }

        var place = Vertical(plot, section, columns);
        var width = merged / (double)seconds;
        if (section.Stacked)
        {
            Areas(page, plot, columns, colours, place, width);
        }
        else
        {
            // A second without an answer has no latency, which is not a latency of nothing.
            Lines(page, plot, columns, colours, place, width, gaps: section.Scale == ValueScale.Latency);
        }

        Tooltips(plot, section, columns, time, merged);
        plot.HorizontalName("time since the start of the measurement");
        plot.End();
    }

    private static double[] Columns(ChartSeries series, int seconds, int merged)
    {
        var columns = new double[(seconds + merged - 1) / merged];
        for (var column = 0; column < columns.Length; column++)
        {
            var values = series.Values.Skip(column * merged).Take(merged).DefaultIfEmpty(0);
            columns[column] = series.Peaks ? values.Max() : values.Average();
        }

        return columns;
    }

    private static Func<double, double> Vertical(Plot plot, TimeSeriesSection section, double[][] columns)
    {
        if (section.Scale == ValueScale.Latency)
        {
            var log = new LogAxis(columns.SelectMany(values => values));
            foreach (var tick in log.Minor)
            {
                plot.HorizontalLine(log.Place(tick), "", minor: true);
            }

            foreach (var tick in log.Ticks)
            {
                plot.HorizontalLine(log.Place(tick), Figures.Duration(tick));
            }

            return log.Place;
        }

        var max = section.Stacked
            ? Enumerable.Range(0, columns[0].Length).Max(i => columns.Sum(values => values[i]))
            : columns.Max(values => values.Max());
        var axis = new LinearAxis(max);
        foreach (var tick in axis.Ticks)
        {
            plot.HorizontalLine(axis.Place(tick), Written(tick, section.Scale));
        }

        return axis.Place;
    }

    private static void Areas(
        Markup page, Plot plot, double[][] columns, string[] colours, Func<double, double> place, double width)
    {
        var below = new double[columns[0].Length];
        for (var series = 0; series < columns.Length; series++)
        {
            var top = below.Zip(columns[series], (low, value) => low + value).ToArray();
            var upper = Points(plot, top, place, width);
            var lower = Points(plot, below, place, width);
            lower.Reverse();
            page.Empty("path", ("d", Path([.. upper, .. lower]) + "Z"), ("class", $"area {colours[series]}"));
            page.Empty("path", ("d", Rim(upper, columns[series])), ("class", $"rim {colours[series]}"));
            below = top;
        }
    }

    private static void Lines(
        Markup page,
        Plot plot,
        double[][] columns,
        string[] colours,
        Func<double, double> place,
        double width,
        bool gaps)
    {
        for (var series = 0; series < columns.Length; series++)
        {
            var points = Points(plot, columns[series], place, width);
            page.Empty(
                "path",
                ("d", gaps ? Rim(points, columns[series]) : Path(points)),
                ("class", $"line {colours[series]}"));
        }
    }

    /// <summary>
    /// A point in the middle of each column, and the ends of the axis at the height of the outer ones.
    /// </summary>
    private static List<(double X, double Y)> Points(
        Plot plot, double[] values, Func<double, double> place, double width)
    {
        var points = new List<(double X, double Y)> { (Plot.X(0), plot.Y(place(values[0]))) };
        for (var i = 0; i < values.Length; i++)
        {
            points.Add((Plot.X(Math.Min(1, (i + 0.5) * width)), plot.Y(place(values[i]))));
        }

        points.Add((Plot.X(1), plot.Y(place(values[^1]))));
        return points;
    }

    /// <summary>A line where there is something: over nothing it would look like something.</summary>
    private static string Rim(List<(double X, double Y)> upper, double[] values)
    {
        var path = new StringBuilder();
        var drawing = false;
        for (var i = 0; i < upper.Count; i++)
        {
            var seen = values[Math.Clamp(i - 1, 0, values.Length - 1)] > 0;
            if (seen)
            {
                var (x, y) = upper[i];
                path.Append(drawing ? "L" : string.Create(
                    CultureInfo.InvariantCulture, $"M{Markup.At(x)} {Markup.At(y)}L")) // A point alone is a dot.
                    .Append(Markup.At(x)).Append(' ').Append(Markup.At(y));
            }

            drawing = seen;
        }

        return path.ToString();
    }

    private static string Path(IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Markup.At(x)).Append(' ').Append(Markup.At(y));
        }

        return path.ToString();
    }

    private static void Tooltips(
        Plot plot, TimeSeriesSection section, double[][] columns, TimeAxis time, int merged)
    {
        for (var column = 0; column < columns[0].Length; column++)
        {
            var text = new StringBuilder(time.Label(column * merged));
            for (var series = columns.Length - 1; series >= 0; series--)
            {
                text.Append('\n').Append(section.Series[series].Name).Append(": ")
                    .Append(Written(columns[series][column], section.Scale));
            }

            plot.Tooltip(time.Place(column * merged), Math.Min(1, time.Place((column + 1) * merged)), text.ToString());
        }
    }

    private static string Written(double value, ValueScale scale) => scale switch
    {
        ValueScale.Latency => Figures.Duration(value),
        ValueScale.PerSecond => value == 0 ? "0" : Figures.Number(value) + "/s",
        _ => Figures.Number(value),
    };
}
