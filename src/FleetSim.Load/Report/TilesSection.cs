namespace FleetSim.Load.Report;

/// <summary>Key figures, large.</summary>
public sealed record TilesSection(string Title, IReadOnlyList<Tile> Tiles) : ReportSection(Title);

/// <summary>One key figure.</summary>
/// <param name="Value">As it is to be read; see <see cref="Figures"/>.</param>
/// <param name="Unit">Small, behind the value.</param>
/// <param name="Note">Small, below it.</param>
public sealed record Tile(string Label, string Value, string Unit = "", string Note = "", Tone Tone = Tone.Neutral);
