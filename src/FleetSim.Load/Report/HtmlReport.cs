namespace FleetSim.Load.Report;

/// <summary>Writes a report as one page that needs nothing else: no script, no network, light and dark.</summary>
public static class HtmlReport
{
    /// <summary>The whole page.</summary>
    public static string Render(ReportDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var page = new Markup();
        page.Raw("<!DOCTYPE html>\n").Begin("html", ("lang", "en")).Begin("head");
        page.Empty("meta", ("charset", "utf-8"));
        page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Element("title", document.Title);
        page.Begin("style").Raw(ReportStyle.Css).End().End();
        page.Begin("body").Begin("main");
        page.Element("h1", document.Title).Element("p", document.Subtitle, ("class", "subtitle"));
        Verdict(page, document.Verdict);
        foreach (var section in document.Sections)
        {
            Section(page, section);
        }

        page.Element("footer", document.Footer);
        return page.End().End().End().Raw("\n").ToString();
    }

    private static void Verdict(Markup page, ReportVerdict verdict)
    {
        page.Begin("div", ("class", verdict.Passed ? "verdict pass" : "verdict fail"));
        page.Element("span", verdict.Passed ? "PASS" : "FAIL", ("class", "word"));
        page.Begin("div").Element("p", verdict.Headline);
        if (verdict.Reasons.Count > 0)
        {
            page.Begin("ul");
            foreach (var reason in verdict.Reasons)
            {
                page.Element("li", reason);
            }

            page.End();
        }

        page.End().End();
    }

    private static void Section(Markup page, ReportSection section)
    {
        page.Begin("section", ("class", section is TilesSection ? "tiles" : ""));
        if (section.Title.Length > 0)
        {
            page.Element("h2", section.Title);
        }

        if (section.Note.Length > 0)
        {
            page.Element("p", section.Note, ("class", "note"));
        }

        Content(page, section);
        page.End();
    }

    private static void Content(Markup page, ReportSection section)
    {
        switch (section)
        {
            case TextSection text:
                foreach (var paragraph in text.Paragraphs)
                {
                    page.Element("p", paragraph);
                }

                break;
            case TilesSection tiles:
                HtmlTables.Tiles(page, tiles);
                break;
            case TableSection table:
                HtmlTables.Table(page, table);
                break;
            case TimeSeriesSection series:
                TimeSeriesChart.Draw(page, series);
                break;
            case PercentileSection percentiles:
                PercentileChart.Draw(page, percentiles);
                break;
            case RateSection rates:
                RateChart.Draw(page, rates);
                break;
            case HistogramSection histogram:
                BarChart.Draw(page, histogram);
                break;
            default:
                throw new ArgumentException($"a {section.GetType().Name} cannot be drawn", nameof(section));
        }
    }
}
