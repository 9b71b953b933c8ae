using FleetSim.Scenarios.Files.Keys;

namespace FleetSim.Scenarios.Files;

/// <summary>The scenario file as a JSON schema, for editors; made from the keys that the reader uses.</summary>
public static class ScenarioSchema
{
    /// <summary>The schema as an indented document of draft 2020-12.</summary>
    /// <remarks>
    /// It allows everything the reader does. Rules between keys, such as unique names, it leaves to the reader.
    /// </remarks>
    public static string Json() => SchemaText.Document(
        "FleetSim scenario",
        "A fleet of simulated hosts, what happens to it, and what must hold afterwards.",
        ScenarioKeys.Type.Schema());
}
