namespace FleetSim.Load.Report;

/// <summary>What a report page shows. Plain text everywhere; the page escapes it.</summary>
/// <param name="Subtitle">One line of facts under the title, such as policy and seed.</param>
/// <param name="Footer">One line at the end, such as how to run it again.</param>
public sealed record ReportDocument(
    string Title,
    string Subtitle,
    ReportVerdict Verdict,
    IReadOnlyList<ReportSection> Sections,
    string Footer = "");
