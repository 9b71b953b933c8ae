using System.Xml.Linq;
using CsCheck;
using FleetSim.Load.Capacity;
using FleetSim.Load.Report;

namespace FleetSim.Load.Tests.Report;

public sealed class HtmlReportTests
{
    private const string Hostile = "<script>alert(\"x\")</script> & 'y'";

    [Fact]
    public void Render_HostileTextEverywhere_IsEscapedAndComesBackAsItWas()
    {
        var page = Parsed(Document(Hostile));

        Assert.Empty(page.Descendants("script"));
        Assert.Equal(Hostile, page.Descendants("title").First().Value);
        Assert.Equal(Hostile, page.Descendants("h1").Single().Value);
        Assert.Equal(Hostile, page.Descendants("td").First().Value);
        Assert.Contains(page.Descendants("text"), text => text.Value == Hostile);
        Assert.All(page.Descendants("svg"), svg => Assert.Equal(Hostile, svg.Attribute("aria-label")!.Value));
    }

    [Fact]
    public void Render_AnyText_IsWellFormed()
    {
        Gen.Char[' ', '\u02ff'].Array[0, 20].Sample(
            text => Parsed(Document(new string([.. text.Where(letter => !char.IsControl(letter))]))),
            iter: 50);
    }

    [Fact]
    public void Render_Page_NeedsNothingFromOutside()
    {
        var text = HtmlReport.Render(Document("t"));

        Assert.DoesNotContain("http", text);
        Assert.DoesNotContain("url(", text);
        Assert.DoesNotContain("@import", text);
        Assert.DoesNotContain("<script", text);
        Assert.Contains("prefers-color-scheme: dark", text);
    }

    [Fact]
    public void Render_Failed_SaysSoWithItsReasons()
    {
        var verdict = Parsed(Document("t")).Descendants("div")
            .Single(div => (string?)div.Attribute("class") == "verdict fail");

        Assert.Equal("FAIL", verdict.Element("span")!.Value);
        Assert.Equal(["one", "two"], verdict.Descendants("li").Select(li => li.Value));
    }

    [Fact]
    public void Render_NothingMeasured_DrawsNoChart()
    {
        var document = new ReportDocument("t", "", new ReportVerdict(true, "", []),
        [
            new TimeSeriesSection("a", ValueScale.PerSecond, true, []),
            new TimeSeriesSection("b", ValueScale.Latency, false, [new ChartSeries("s", [])]),
            new PercentileSection("c", [new PercentileCurve("s", [])]),
        ]);

        var page = Parsed(document);

        Assert.Empty(page.Descendants("svg"));
        Assert.Equal(3, page.Descendants("p").Count(p => p.Value == "Nothing was measured."));
    }

    [Fact]
    public void Render_StackedSeries_TooltipTellsEachSecond()
    {
        var page = Parsed(Document("t"));

        var tips = page.Descendants("rect").Select(rect => rect.Value);

        Assert.Contains("1 s\nEBUSY: 20/s\nok: 1,980/s", tips);
    }

    /// <summary>Seconds without an answer are a gap in the line, and a second alone between two of them is a dot.</summary>
    [Fact]
    public void Render_LatencyWithoutAnswers_HasGaps()
    {
        var section = new TimeSeriesSection(
            "t", ValueScale.Latency, false, [new ChartSeries("max", [0.1, 0.1, 0, 0.1, 0, 0.1])]);

        var page = Parsed(new ReportDocument("t", "", new ReportVerdict(true, "", []), [section]));

        var line = page.Descendants("path").Single().Attribute("d")!.Value;
        Assert.Equal(3, line.Count(letter => letter == 'M'));
        Assert.Matches(@"M(\S+ [\d.]+)L\1M", line);
    }

    [Fact]
    public void Render_FactsAndCode_AreEscapedAndKeepTheirLines()
    {
        var page = Parsed(new ReportDocument("t", "", new ReportVerdict(true, "", []),
        [
            new FactsSection("facts", [new(Hostile, Hostile)]),
            new CodeSection("code", $"a:\n  - {Hostile}\n"),
        ]));

        Assert.Equal((Hostile, Hostile), (page.Descendants("dt").Single().Value, page.Descendants("dd").Single().Value));
        Assert.Equal($"a:\n  - {Hostile}\n", page.Descendants("pre").Single().Value);
    }

    [Fact]
    public void Render_LabelAtTheRightEdge_EndsWithinTheChart()
    {
        var probes = new[] { 1000.0, 4000 }.Select(rate => new CapacityProbe(rate, rate, true, 0.001, 0.01, 0.02, 0.03));
        var page = Parsed(new ReportDocument(
            "t", "", new ReportVerdict(true, "", []), [new RateSection("rates", [.. probes])]));

        var last = page.Descendants("text").Last(text => text.Value.EndsWith("/s", StringComparison.Ordinal));

        Assert.Equal("5,000/s", last.Value);
        Assert.Equal("end", (string?)last.Attribute("class"));
    }

    [Fact]
    public void Render_AnHour_MergesSecondsIntoAtMost240Columns()
    {
        var series = new ChartSeries("ok", [.. Enumerable.Range(0, 3600).Select(_ => 5.0)], Tone.Good);
        var section = new TimeSeriesSection("h", ValueScale.PerSecond, true, [series]);

        var page = Parsed(new ReportDocument("t", "", new ReportVerdict(true, "", []), [section]));

        var tips = page.Descendants("rect").Select(rect => rect.Value).ToArray();
        Assert.Equal(240, tips.Length);
        Assert.Equal("0:15\nok: 5/s", tips[1]);
    }

    [Fact]
    public void Colours_GoodAndNeutral_AreNeverTheSame()
    {
        Assert.Equal(["good", "c1", "bad", "c2"], SeriesColours.Of([Tone.Good, Tone.Neutral, Tone.Bad, Tone.Neutral]));
        Assert.Equal(["c0", "c1"], SeriesColours.Of([Tone.Neutral, Tone.Neutral]));
    }

    /// <summary>The storm's seven: two lines of one colour cannot be told apart.</summary>
    [Fact]
    public void Colours_OfEightSeries_DifferAndAreInTheStyle()
    {
        var colours = SeriesColours.Of(new Tone[8]);

        Assert.Equal(8, colours.Distinct().Count());
        Assert.All(colours, colour => Assert.Contains($".{colour} {{ color: var(--{colour}); }}", ReportStyle.Css));
    }

    private static XElement Parsed(ReportDocument document)
    {
        var text = HtmlReport.Render(document);
        return XElement.Parse(text[text.IndexOf("<html", StringComparison.Ordinal)..]);
    }

    private static ReportDocument Document(string text) => new(
        text,
        text,
        new ReportVerdict(false, text, ["one", "two"]),
        [
            new TilesSection(text, [new Tile(text, text, text, text)]),
            new TableSection(text, [new TableColumn(text)], [[new TableCell(text)]]) { Note = text },
            new TextSection(text, [text]),
            new TimeSeriesSection(text, ValueScale.PerSecond, true,
            [
                new ChartSeries("ok", [2000, 1980, 1990], Tone.Good),
                new ChartSeries("EBUSY", [0, 20, 10]),
            ]),
            new PercentileSection(text, [new PercentileCurve(text, [new(0, 1e-5), new(90, 1e-4), new(99, 2e-2)])]),
            new HistogramSection(text, text, text, [new HistogramBar(text, 3), new HistogramBar("2", 0)]),
        ],
        text);
}
