using FleetSim.Model;

namespace FleetSim.Scenarios.Files;

/// <summary>Where a value is: its line, and its path such as <c>workloads[1].load.inject</c>.</summary>
/// <param name="Path">Null is the whole file.</param>
/// <param name="Line">From 1; null for a value that is in no file.</param>
internal readonly record struct FieldPlace(string? Path, int? Line)
{
    public FieldPlace Key(string name, int line) => new(Path is null ? name : $"{Path}.{name}", line);

    public FieldPlace Item(int index, int line) => new($"{Path}[{index}]", line);

    /// <summary>The sentence about this place; the name of the file is added by whoever knows it.</summary>
    public InputException Error(string problem) => new(problem, new InputPlace(Line: Line, Field: Path));
}
