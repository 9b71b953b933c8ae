using FleetSim.Scenarios.Files.Keys;
using FleetSim.Scenarios.Litmus.Keys;

namespace FleetSim.Scenarios.Litmus;

/// <summary>The litmus file as a JSON schema, for editors; made from the keys that the reader uses.</summary>
public static class LitmusSchema
{
    /// <summary>The schema as an indented document of draft 2020-12. Names of devices and drivers it leaves to the
    /// reader.</summary>
    public static string Json() => SchemaText.Document(
        "FleetSim litmus test",
        "A small concurrent program of hot-plug, drivers and users, and what it breaks under each policy.",
        LitmusKeys.Type.Schema());
}
