namespace FleetSim.Load.Report;

/// <summary>One part of a report page; the kinds are the records derived from it.</summary>
/// <param name="Title">Heading; an empty one leaves it out.</param>
public abstract record ReportSection(string Title)
{
    /// <summary>A sentence under the heading that says how to read what follows.</summary>
    public string Note { get; init; } = "";
}
