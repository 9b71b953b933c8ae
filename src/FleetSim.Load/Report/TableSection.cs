namespace FleetSim.Load.Report;

/// <summary>A table. Each row has as many cells as there are columns.</summary>
public sealed record TableSection(
    string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows)
    : ReportSection(Title);

/// <param name="Numeric">Right-aligned.</param>
public sealed record TableColumn(string Name, bool Numeric = false);

/// <param name="Text">As it is to be read.</param>
public sealed record TableCell(string Text, Tone Tone = Tone.Neutral);
