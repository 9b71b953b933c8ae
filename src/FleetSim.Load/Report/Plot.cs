namespace FleetSim.Load.Report;

/// <summary>The frame of a chart: size, margins, grid lines and labels of the axes.</summary>
internal sealed class Plot(Markup page, int height)
{
    public const double Width = 920;
    public const double Left = 64;
    public const double Right = 14;
    private const double NearlyRight = 0.98;
    private const double Top = 14;
    private const double Bottom = 42;

    /// <summary>Width of the area inside the axes.</summary>
    public static double Inner => Width - Left - Right;

    public double Floor => height - Bottom;

    public static double Ceiling => Top;

    /// <summary>Horizontal place of 0 (left) to 1 (right).</summary>
    public static double X(double share) => Left + (share * Inner);

    /// <summary>Vertical place of 0 (bottom) to 1 (top).</summary>
    public double Y(double share) => Floor - (share * (Floor - Top));

    /// <param name="description">For readers who cannot see the chart.</param>
    public void Begin(string description)
    {
        page.Begin("div", ("class", "scroll")); // On a narrow screen it keeps a size at which its labels can be read.
        page.Begin(
            "svg",
            ("viewBox", $"0 0 {Markup.At(Width)} {height}"),
            ("role", "img"),
            ("aria-label", description),
            ("class", "chart"));
    }

    public void End() => page.End().End();

    public void HorizontalLine(double share, string label, bool minor = false)
    {
        var y = Markup.At(Y(share));
        var kind = share <= 0 ? "axis" : minor ? "minor" : "grid";
        page.Empty(
            "line", ("x1", Markup.At(Left)), ("x2", Markup.At(Width - Right)), ("y1", y), ("y2", y), ("class", kind));
        if (label.Length > 0)
        {
            page.Element("text", label, ("x", Markup.At(Left - 10)), ("y", Markup.At(Y(share) + 4)), ("class", "end"));
        }
    }

    public void HorizontalLabel(double share, string label, bool line = true)
    {
        var x = Markup.At(X(share));
        if (line)
        {
            page.Empty(
                "line", ("x1", x), ("x2", x), ("y1", Markup.At(Ceiling)), ("y2", Markup.At(Floor)), ("class", "minor"));
        }

        // What stands at the right edge ends there; its second half would be cut off.
        var (at, kind) = share > NearlyRight ? (Markup.At(Width - 1), "end") : (x, "mid");
        page.Element("text", label, ("x", at), ("y", Markup.At(Floor + 17)), ("class", kind));
    }

    /// <summary>Says below the axis what it shows.</summary>
    public void HorizontalName(string name) =>
        page.Element("text", name, ("x", Markup.At(X(0.5))), ("y", Markup.At(height - 6)), ("class", "mid name"));

    /// <summary>An invisible column that shows a text while the pointer is over it.</summary>
    public void Tooltip(double from, double to, string text)
    {
        page.Begin(
            "rect",
            ("x", Markup.At(X(from))),
            ("width", Markup.At(Math.Max(0.5, (to - from) * Inner))),
            ("y", Markup.At(Ceiling)),
            ("height", Markup.At(Floor - Ceiling)),
            ("class", "hit"));
        page.Element("title", text).End();
    }
}
