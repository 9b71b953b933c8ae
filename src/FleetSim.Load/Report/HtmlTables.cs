namespace FleetSim.Load.Report;

/// <summary>Writes tiles and tables.</summary>
internal static class HtmlTables
{
    public static void Tiles(Markup page, TilesSection section)
    {
        page.Begin("div", ("class", "tile-row"));
        foreach (var tile in section.Tiles)
        {
            page.Begin("div", ("class", "tile")).Element("div", tile.Label, ("class", "label"));
            page.Begin("div", ("class", $"figure {Class(tile.Tone)}")).Text(tile.Value);
            if (tile.Unit.Length > 0)
            {
                page.Element("span", tile.Unit, ("class", "unit"));
            }

            page.End();
            if (tile.Note.Length > 0)
            {
                page.Element("div", tile.Note, ("class", "more"));
            }

            page.End();
        }

        page.End();
    }

    public static void Table(Markup page, TableSection section)
    {
        page.Begin("div", ("class", "scroll")).Begin("table").Begin("thead").Begin("tr");
        foreach (var column in section.Columns)
        {
            page.Element("th", column.Name, ("class", column.Numeric ? "number" : ""));
        }

        page.End().End().Begin("tbody");
        foreach (var row in section.Rows)
        {
            page.Begin("tr");
            for (var i = 0; i < section.Columns.Count; i++)
            {
                var number = section.Columns[i].Numeric ? "number " : "";
                page.Element("td", row[i].Text, ("class", number + Class(row[i].Tone)));
            }

            page.End();
        }

        page.End().End().End();
    }

    public static void Facts(Markup page, FactsSection section)
    {
        page.Begin("dl", ("class", "facts"));
        foreach (var (name, value) in section.Facts)
        {
            page.Element("dt", name).Element("dd", value);
        }

        page.End();
    }

    private static string Class(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Bad => "bad",
        Tone.Muted => "muted",
        _ => "",
    };
}
