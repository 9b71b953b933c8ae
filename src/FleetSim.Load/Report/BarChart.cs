namespace FleetSim.Load.Report;

/// <summary>Draws vertical bars with their values on top.</summary>
internal static class BarChart
{
    /// <summary>Above this many bars, values and some labels would overlap.</summary>
    private const int ValuesMax = 16;

    public static void Draw(Markup page, HistogramSection section)
    {
        var plot = new Plot(page, 260);
        plot.Begin(section.Title);
        var axis = new LinearAxis(section.Bars.Select(bar => bar.Value).DefaultIfEmpty(0).Max() * 1.06);
        foreach (var tick in axis.Ticks)
        {
            plot.HorizontalLine(axis.Place(tick), Figures.Number(tick));
        }

        var width = 1.0 / Math.Max(1, section.Bars.Count);
        var every = (int)Math.Ceiling(section.Bars.Count / 24.0);
        for (var i = 0; i < section.Bars.Count; i++)
        {
            var middle = (i + 0.5) * width;
            Bar(page, plot, section, section.Bars[i], axis, middle, width);
            if (i % every == 0)
            {
                plot.HorizontalLabel(middle, section.Bars[i].Label, line: false);
            }
        }

        plot.HorizontalName(section.BarsAre);
        plot.End();
    }

    private static void Bar(
        Markup page,
        Plot plot,
        HistogramSection section,
        HistogramBar bar,
        LinearAxis axis,
        double middle,
        double width)
    {
        var across = Math.Min(64, width * Plot.Inner * 0.72);
        var left = Plot.X(middle) - (across / 2);
        var top = plot.Y(axis.Place(bar.Value));
        if (bar.Value > 0)
        {
            page.Begin(
                "rect",
                ("x", Markup.At(left)),
                ("y", Markup.At(top)),
                ("width", Markup.At(across)),
                ("height", Markup.At(Math.Max(1, plot.Floor - top))),
                ("rx", "2"),
                ("class", "bar"));
            page.Element("title", $"{bar.Label}: {Figures.Number(bar.Value)} {section.ValuesAre}").End();
        }

        if (section.Bars.Count <= ValuesMax)
        {
            page.Element(
                "text",
                Figures.Number(bar.Value),
                ("x", Markup.At(Plot.X(middle))),
                ("y", Markup.At(top - 6)),
                ("class", "mid value"));
        }
    }
}
