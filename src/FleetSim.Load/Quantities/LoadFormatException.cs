namespace FleetSim.Load.Quantities;

/// <summary>
/// A text of the scenario file that is not what it should be, told in one sentence without its place.
/// </summary>
/// <remarks>The reader of the file adds file, line and field.</remarks>
public sealed class LoadFormatException(string problem) : FormatException(problem);
